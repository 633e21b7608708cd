import { describe, expect, it } from "vitest";
import { solveLinear } from "../analysis/linear-system.ts";
import { numericFunction } from "../analysis/numeric-function.ts";
import { variable } from "../graph/build.ts";
import { PATHS } from "../graph/shape.ts";
import { defineModel } from "../model/define-model.ts";
import type { Run } from "../run/run.ts";
import { simulate } from "../run/simulate.ts";
import { solveSymbolic } from "./linear-elimination.ts";

const stiff = defineModel({
  name: "stiff",
  interpretation: "ito",
  parameters: { fast: 2000, s: 0.2 },
  state: { x: 1, y: 0.2 },
  drift: { x: "-fast*(x - cos(y))", y: "x - y" },
  diffusion: { x: "s*x", y: "0.1" },
  run: { paths: 2000, tEnd: 2, dt: 0.05 },
});

const meanOf = ({ ensembles }: Run, series: number): number =>
  ensembles[0]?.series[series]?.mean.at(-1) ?? Number.NaN;

describe("drift-implicit Euler", () => {
  it("takes steps a hundred times larger than an explicit scheme can", async () => {
    await expect(simulate(stiff, { scheme: "euler-maruyama", dt: 0.01 })).rejects.toThrow();
    const [implicit, explicit] = await Promise.all([
      simulate(stiff, { scheme: "implicit-euler" }),
      simulate(stiff, { scheme: "euler-maruyama", dt: 0.0005, every: 2 }),
    ]);
    for (const series of [0, 1]) {
      expect(Math.abs(meanOf(implicit, series) - meanOf(explicit, series))).toBeLessThan(0.01);
    }
  });

  it("takes a step of a linear drift exactly: x/(1 + k dt)", async () => {
    const decay = defineModel({
      name: "decay",
      interpretation: "ito",
      parameters: { k: 30 },
      state: { x: 1 },
      drift: { x: "-k*x" },
      diffusion: {},
    });
    const run = await simulate(decay, {
      scheme: "implicit-euler",
      paths: 1,
      tEnd: 1,
      dt: 0.1,
      dtype: "float64",
    });
    expect(meanOf(run, 0) * 4 ** 10).toBeCloseTo(1, 12);
  });

  it("doesn't pass over an equation that Newton's method can't solve", async () => {
    const unsolvable = defineModel({
      name: "unsolvable",
      interpretation: "ito",
      parameters: {},
      state: { x: 1 },
      drift: { x: "10*(1 + x^2)" }, // y = x + dt·10(1 + y²) has no real root for dt = 1
      diffusion: {},
    });
    const options = { scheme: "implicit-euler", paths: 1, tEnd: 1, dt: 1 } as const;
    await expect(simulate(unsolvable, options)).rejects.toThrow(
      /^Newton's method didn't come to an end within a step of path 0, step 0/,
    );
  });
});

describe("symbolic elimination", () => {
  const n = 4;
  const entries = Array.from({ length: n * (n + 1) }, (_, i) => variable(`v${i}`, PATHS));
  const rows = Array.from({ length: n }, (_, i) => entries.slice(i * n, (i + 1) * n));
  const solve = numericFunction(solveSymbolic(rows, entries.slice(n * n)), entries, new Map());

  it("agrees with numeric elimination, also where pivots must be swapped", () => {
    let state = 12345;
    const random = (): number => {
      state = (state * 48271) % 2147483647;
      return state / 2147483647 - 0.5;
    };
    for (let round = 0; round < 50; round++) {
      const matrix = Array.from({ length: n }, (_, i) =>
        Float64Array.from({ length: n }, (__, j) => (round % 2 === 0 && i === j ? 0 : random())),
      );
      const right = Float64Array.from({ length: n }, random);
      const expected = solveLinear(matrix, right);
      const found = solve([...matrix.flatMap((row) => [...row]), ...right]);
      found.forEach((value, i) => expect(value).toBeCloseTo(expected?.[i] ?? Number.NaN, 9));
    }
  });
});
