import { describe, expect, it } from "vitest";
import { solveLinear } from "../analysis/linear-system.ts";
import { numericFunction } from "../analysis/numeric-function.ts";
import { implicitlyKept } from "../analysis/stiffness.ts";
import { variable } from "../graph/build.ts";
import { printGraph } from "../graph/print.ts";
import { PATHS } from "../graph/shape.ts";
import { defineModel } from "../model/define-model.ts";
import { normal } from "../model/distributions.ts";
import type { Run } from "../run/run.ts";
import { simulate } from "../run/simulate.ts";
import { buildSimulation } from "../simulation/build.ts";
import { implicitEuler } from "./implicit-euler.ts";
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

  // x ← (x + √dt ξ)/(1 + λ dt) has the stationary variance 1/(2λ + λ² dt), not 1/(2λ).
  it("damps what dies out fast beside dt, and the run says by how much", async () => {
    const fast = defineModel({
      name: "fast",
      interpretation: "ito",
      parameters: { rate: 1000 },
      state: { x: 0 },
      drift: { x: "-rate*x" },
      diffusion: { x: 1 },
      run: { paths: 40_000, tEnd: 1, dt: 0.02 },
    });
    const { ensembles, warnings } = await simulate(fast, { scheme: "implicit-euler" });
    const found = Math.sqrt(ensembles[0]?.series[0]?.variance.at(-1) ?? Number.NaN);
    const kept = found / Math.sqrt(1 / 2000);
    expect(Math.abs(kept - implicitlyKept(1000, 0.02))).toBeLessThan(0.01);
    expect(warnings.join()).toContain("at a rate of 1000 come to 30 % of their standard deviation");
    const fine = await simulate(fast, { scheme: "implicit-euler", dt: 0.0001, paths: 100 });
    expect(fine.warnings.join()).not.toContain("damps");
  });

  it("takes one linear system a step where the drift is linear, also if it changes with time", () => {
    const graphOf = (drift: string): string => {
      const model = defineModel({
        name: "drift",
        interpretation: "ito",
        parameters: { k: 30 },
        state: { x: 1, y: 0 },
        drift: { x: drift, y: "x - y" },
        diffusion: { x: 1 },
      });
      return printGraph(buildSimulation(model, { scheme: implicitEuler }).graph);
    };
    expect(graphOf("-k*(1 + sin(t))*x + y")).not.toContain("iteration_2");
    expect(graphOf("-k*x*y")).toContain("iteration_20");
  });

  // Newton's method comes nearer to the root of y + dt y³ = 100 by a third each time.
  it.each([
    ["x - x^3", 100, 0.05, (y: number) => y - 0.05 * (y - y ** 3) - 100],
    ["1000*(1 - x^3)", 3, 0.1, (y: number) => y - 100 * (1 - y ** 3) - 3],
    ["-50*x^5", 40, 0.1, (y: number) => y + 5 * y ** 5 - 40],
  ] as const)("solves dx = %s from %s", async (drift, x, dt, residual) => {
    const model = defineModel({
      name: "steep",
      interpretation: "ito",
      parameters: {},
      state: { x },
      drift: { x: drift },
      diffusion: {},
    });
    const options = { scheme: "implicit-euler", paths: 1, tEnd: dt, dt, dtype: "float64" } as const;
    const y = meanOf(await simulate(model, options), 0);
    // The last correction is below a thousandth, and the next one would be below its square.
    expect(Math.abs(residual(y))).toBeLessThan(1e-5 * x);
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
      /^Newton's method did not converge in 20 iterations in path 0, step 0 \(t = 0\)/,
    );
  });

  it("gives each path its own number of iterations: the few that need many change no other", async () => {
    const model = defineModel({
      name: "mixed",
      interpretation: "ito",
      parameters: {},
      state: { x: 0, far: normal(0, 30) },
      drift: { x: "1 - x^3", far: "far - far^3" },
      diffusion: { x: "0.3", far: "0.1" },
    });
    const options = { scheme: "implicit-euler", paths: 600, tEnd: 1, dt: 0.05 } as const;
    const [wasm, interpreted] = await Promise.all([
      simulate(model, { ...options, fma: false }),
      simulate(model, { ...options, backend: "interpreter" }),
    ]);
    for (const series of [0, 1]) {
      expect(meanOf(wasm, series)).toBeCloseTo(meanOf(interpreted, series), 6);
    }
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
