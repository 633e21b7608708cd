import { describe, expect, it } from "vitest";
import { defineModel } from "../model/define-model.ts";
import { normal } from "../model/distributions.ts";
import type { Model } from "../model/model.ts";
import { normalAt } from "../noise/variates.ts";
import type { SimulateOptions } from "../run/options.ts";
import { simulate } from "../run/simulate.ts";
import { type Replay, replayPath } from "./replay.ts";

const circuit = defineModel({
  name: "circuit",
  interpretation: "ito",
  parameters: { K: 0.5, n: 6, gamma: "1/(1 + K^n)", sigma: 0.1 },
  state: { x1: 0.5, x2: normal(0.5, 0.01) },
  drift: { x1: "K^n/(K^n + x2^n) - gamma*x1", x2: "K^n/(K^n + x1^n) - gamma*x2" },
  diffusion: { x1: "sigma*x1", x2: "sigma*x2" },
  positivity: { x1: "reflect" },
  observables: { total: "x1 + x2 + 0*t" },
});

const BASE: SimulateOptions = { tEnd: 2, dt: 0.1, seed: 7n };

/** The same path out of a run that keeps all of them, at the logged times: [series][time]. */
async function keptPath(model: Model, options: SimulateOptions, path: number): Promise<number[][]> {
  const run = await simulate(model, { ...options, save: { trajectories: true } });
  const kept = run.ensembles[0]?.trajectories;
  if (!kept) throw new Error("no trajectories");
  const i = path - run.plan.firstPath;
  return kept.series.map((_, s) =>
    Array.from({ length: kept.times }, (__, k) => kept.plane(k, s)[i] ?? Number.NaN),
  );
}

function valuesOf({ series }: Replay, every = 1): number[][] {
  return series.map(({ values }) => [...values].filter((_, k) => k % every === 0));
}

describe("replayPath", () => {
  const cases = ["euler-maruyama", "milstein", "sriw1", "rk4-article"].flatMap((scheme) =>
    (["float32", "float64"] as const).flatMap((dtype) =>
      [undefined, false].map((fma) => ({ scheme, dtype, fma })),
    ),
  );
  it.each(cases)("gives a path of 1000 bit for bit: $scheme, $dtype, fma $fma", async (row) => {
    const { fma, ...rest } = row;
    const options = { ...BASE, ...rest, ...(fma === false && { fma }), paths: 1000 };
    for (const path of [0, 3, 255, 256, 999]) {
      expect(valuesOf(await replayPath(circuit, options, path))).toEqual(
        await keptPath(circuit, options, path),
      );
    }
  });

  it("gives every step of a path that was logged more rarely, with its summaries", async () => {
    const options = { ...BASE, paths: 700, every: 0.5 };
    const replay = await replayPath(circuit, options, 600);
    expect(replay.times).toHaveLength(21);
    expect(valuesOf(replay, 5)).toEqual(await keptPath(circuit, options, 600));
  });

  it("gives a path of a sweep's point, whose graph has the swept parameter as an input", async () => {
    const options = { ...BASE, paths: 300, parameters: { n: 5 } };
    const swept = await simulate(circuit, {
      ...options,
      sweep: { K: [0.4, 0.6] },
      save: { trajectories: true },
    });
    const kept = swept.ensembles[1]?.trajectories;
    const replay = await replayPath(circuit, { ...options, sweep: { K: [0.6] } }, 299);
    expect(replay.series.map(({ values }) => values.at(-1))).toEqual(
      [0, 1, 2].map((s) => kept?.plane(kept.times - 1, s)[299]),
    );
  });

  it("gives a path far beyond those that memory could keep, and beyond 2^32", async () => {
    const far = 2 ** 40 + 123_456;
    const replay = await replayPath(circuit, BASE, far);
    const options = { ...BASE, paths: 300, firstPath: far - 100 };
    expect(valuesOf(replay)).toEqual(await keptPath(circuit, options, far));
  });

  it("gives the interpreter's path if the run was the interpreter's", async () => {
    const options: SimulateOptions = { ...BASE, backend: "interpreter", paths: 5 };
    const replay = await replayPath(circuit, options, 4);
    expect(valuesOf(replay)).toEqual(await keptPath(circuit, options, 4));
    expect(replay.increments[0]?.values[3]).toBe(
      Math.fround(Math.fround(Math.sqrt(0.1)) * Math.fround(normalAt([7, 0], 4, "dW", 6))),
    );
  });

  it("gives the increments that drove it: Euler's steps can be done again by hand", async () => {
    const replay = await replayPath(
      circuit,
      { ...BASE, scheme: "euler-maruyama", dtype: "float64" },
      123,
    );
    const [x1, x2] = replay.series.map(({ values }) => values);
    const [dW1, dW2] = replay.increments.map(({ values }) => values);
    expect(replay.increments.map(({ name }) => name)).toEqual(["dW_x1", "dW_x2"]);
    if (!x1 || !x2 || !dW1 || !dW2) throw new Error("columns are missing");
    expect(dW1).toHaveLength(20);
    const [K, gamma] = [0.5 ** 6, 1 / (1 + 0.5 ** 6)];
    for (const [k, w] of dW1.entries()) {
      const [a = 0, b = 0] = [x1[k], x2[k]];
      const next = Math.abs(a + 0.1 * (K / (K + b ** 6) - gamma * a) + 0.1 * a * w);
      expect(Math.abs(next - (x1[k + 1] ?? 0))).toBeLessThan(1e-12);
      const other = b + 0.1 * (K / (K + a ** 6) - gamma * b) + 0.1 * b * (dW2[k] ?? 0);
      expect(Math.abs(other - (x2[k + 1] ?? 0))).toBeLessThan(1e-12);
    }
  });

  it("gives the normals of both streams that a scheme draws from", async () => {
    const { increments } = await replayPath(circuit, { ...BASE, scheme: "sriw1" }, 9);
    expect(increments.map(({ name }) => name)).toEqual(["dW_x1", "dW_x2", "dZ_x1", "dZ_x2"]);
    increments.forEach(({ values }, i) => {
      const [stream, channel] = [i < 2 ? "dW" : "dZ", i % 2] as const;
      for (const [step, value] of values.entries()) {
        const expected = Math.sqrt(0.1) * normalAt([7, 0], 9, stream, 2 * step + channel);
        expect(Math.abs(value - expected)).toBeLessThan(1e-5);
      }
    });
  });

  it("refuses a path that is no whole number", async () => {
    await expect(replayPath(circuit, BASE, -1)).rejects.toThrow("firstPath is -1");
  });
});
