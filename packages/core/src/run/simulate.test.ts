import { describe, expect, it } from "vitest";
import { defineModel } from "../model/define-model.ts";
import { lognormal, normal, poisson, uniform } from "../model/distributions.ts";
import type { Model } from "../model/model.ts";
import type { SimulateOptions } from "./options.ts";
import { type Run, RunError } from "./run.ts";
import { simulate } from "./simulate.ts";

const circuit = defineModel({
  name: "circuit",
  interpretation: "ito",
  parameters: { K: 0.5, n: 6, gamma: "1/(1 + K^n)", sigma: 0.1 },
  state: { x1: 0.5, x2: normal(0.5, 0.05) },
  drift: { x1: "K^n/(K^n + x2^n) - gamma*x1", x2: "K^n/(K^n + x1^n) - gamma*x2" },
  diffusion: { x1: "sigma*x1", x2: "sigma*x2" },
  observables: { difference: "x1 - x2", fate: "if(x1 < x2, 1, 0)" },
  run: { paths: 3000, tEnd: 3, dt: 0.1 },
});

/** All numbers of a run, to be compared bit by bit. */
function numbersOf({ ensembles }: Run): unknown {
  return ensembles.map(({ series, samples, violations, paths }) => ({
    paths,
    violations,
    samples,
    series: series.map(({ name, mean, variance, min, max, histogram }) => ({
      name,
      mean,
      variance,
      min,
      max,
      histogram,
    })),
  }));
}

/** Copies of all trajectories: [series][path][time]. */
function pathsOf({ ensembles: [ensemble] }: Run): number[][][] {
  const kept = ensemble?.trajectories;
  if (!kept) return [];
  return kept.series.map((_, s) =>
    Array.from({ length: kept.paths }, (__, p) =>
      Array.from({ length: kept.times }, (___, k) => kept.plane(k, s)[p] ?? Number.NaN),
    ),
  );
}

describe("results", () => {
  it.each([{ fma: true }, { fma: false }, { dtype: "float64" } as const])(
    "are bit-identical whatever the threads (%o)",
    async (mode) => {
      const runs = await Promise.all(
        [1, 2, 3].map((threads) => simulate(circuit, { threads, seed: 5, ...mode })),
      );
      const [one, ...others] = runs.map(numbersOf);
      for (const other of others) expect(other).toEqual(one);
    },
  );

  it("are the same for a path that is run alone, and for any part of the paths", async () => {
    const options: SimulateOptions = { seed: 7, save: { trajectories: true } };
    const all = pathsOf(await simulate(circuit, { ...options, paths: 700 }));
    for (const [firstPath, paths] of [
      [0, 1],
      [255, 2],
      [613, 1],
      [300, 400],
    ] as const) {
      const some = pathsOf(await simulate(circuit, { ...options, firstPath, paths }));
      expect(some).toEqual(all.map((series) => series.slice(firstPath, firstPath + paths)));
    }
  });

  it("do not depend on how many paths are run together", async () => {
    const [few, many] = await Promise.all(
      [500, 5000].map((paths) => simulate(circuit, { paths, samplePaths: 5 })),
    );
    expect(few?.ensembles[0]?.series[0]?.bins).toEqual(many?.ensembles[0]?.series[0]?.bins);
    expect(few?.ensembles[0]?.samples.values[0]?.[0]).toEqual(
      many?.ensembles[0]?.samples.values[0]?.[0],
    );
  });

  it.each(["float32", "float64"] as const)("agree with the interpreter's, in %s", async (dtype) => {
    const options: SimulateOptions = { paths: 300, seed: 3, dtype };
    const [fast, slow] = await Promise.all([
      simulate(circuit, options),
      simulate(circuit, { ...options, backend: "interpreter" }),
    ]);
    const tolerance = dtype === "float32" ? 5e-5 : 1e-11;
    for (const [s, series] of (fast.ensembles[0]?.series ?? []).entries()) {
      const oracle = slow.ensembles[0]?.series[s];
      expect(series.name).toBe(oracle?.name);
      expect(series.count).toEqual(oracle?.count);
      for (const [k, mean] of series.mean.entries()) {
        expect(Math.abs(mean - (oracle?.mean[k] ?? Number.NaN))).toBeLessThan(tolerance);
        expect(Math.abs((series.variance[k] ?? 0) - (oracle?.variance[k] ?? 0))).toBeLessThan(
          tolerance,
        );
        expect(Math.abs((series.max[k] ?? 0) - (oracle?.max[k] ?? 0))).toBeLessThan(20 * tolerance);
      }
    }
  });

  it("differ between seeds, and a 64-bit seed counts whole", async () => {
    const seeds = [0, 1, 2n ** 32n, 2n ** 63n];
    const runs = await Promise.all(seeds.map((seed) => simulate(circuit, { seed, paths: 10 })));
    expect(new Set(runs.map((run) => run.ensembles[0]?.series[0]?.mean.at(-1))).size).toBe(
      seeds.length,
    );
  });

  it("count every path in every histogram", async () => {
    const { ensembles } = await simulate(circuit, { paths: 1001 });
    for (const { histogram } of ensembles[0]?.series ?? []) {
      for (const counts of histogram) expect(counts.reduce((a, b) => a + b, 0)).toBe(1001);
    }
  });
});

describe("initial values", () => {
  const start = (distribution: Parameters<typeof define>[0]): Promise<Run> =>
    simulate(define(distribution), { paths: 20_000, tEnd: 1, dt: 1, scheme: "euler-maruyama" });
  const define = (x: ReturnType<typeof normal> | ReturnType<typeof poisson>): Model =>
    defineModel({
      name: "initial",
      interpretation: "ito",
      parameters: { a: 3 },
      state: { x },
      drift: { x: 0 },
      diffusion: { x: 1 },
    });

  // Five standard errors of 20,000 values.
  it.each([
    ["normal", normal("a", 2), 3, 4],
    ["uniform", uniform(0, "2*a"), 3, 3],
    ["lognormal", lognormal(0, 0.5), Math.exp(0.125), Math.exp(0.25) * (Math.exp(0.25) - 1)],
    ["poisson", poisson("a"), 3, 3],
    ["poisson of a large rate", poisson("1000*a"), 3000, 3000],
  ] as const)(
    "have the mean and variance of their distribution: %s",
    async (_, distribution, mean, variance) => {
      const [x] = (await start(distribution)).ensembles[0]?.series ?? [];
      expect(Math.abs((x?.mean[0] ?? Number.NaN) - mean)).toBeLessThan(
        5 * Math.sqrt(variance / 20_000),
      );
      expect((x?.variance[0] ?? Number.NaN) / variance).toBeCloseTo(1, 1);
    },
  );
});

describe("a sweep", () => {
  it("gives each point what a run with its values gives", async () => {
    const run = await simulate(circuit, {
      paths: 400,
      sweep: { sigma: [0.1, 0.2], K: [0.4, 0.5] },
    });
    expect(run.ensembles.map(({ point }) => point)).toEqual([
      { sigma: 0.1, K: 0.4 },
      { sigma: 0.1, K: 0.5 },
      { sigma: 0.2, K: 0.4 },
      { sigma: 0.2, K: 0.5 },
    ]);
    const alone = await simulate(circuit, { paths: 400, parameters: { sigma: 0.2, K: 0.4 } });
    expect(run.ensembles[2]?.series).toEqual(alone.ensembles[0]?.series);
    expect(run.ensembles[2]?.parameters.gamma).toBeCloseTo(1 / (1 + 0.4 ** 6), 12);
  });
});

describe("an aborted run", () => {
  it("ends soon, and keeps what was computed", async () => {
    const controller = new AbortController();
    const start = performance.now();
    setTimeout(() => controller.abort(), 100);
    const run = await simulate(circuit, { paths: 50_000_000, signal: controller.signal });
    expect(performance.now() - start).toBeLessThan(1500); // on a busy machine; 100 ms on a quiet one
    expect(run.cancelled).toBe(true);
    const [x1] = run.ensembles[0]?.series ?? [];
    expect(run.ensembles[0]?.paths).toBeGreaterThan(0);
    expect(x1?.histogram[5]?.reduce((a, b) => a + b, 0)).toBe(x1?.count[5]);
  });
});

describe("a value that is not finite", () => {
  const explosive = defineModel({
    name: "explosive",
    interpretation: "ito",
    parameters: {},
    state: { x: 1 },
    drift: { x: "x^3" },
    diffusion: { x: "x" },
    run: { paths: 2000, tEnd: 20, dt: 0.1 },
  });

  it.each(["wasm", "interpreter"] as const)(
    "ends the run with path, step and op (%s)",
    async (backend) => {
      const failed = simulate(explosive, { backend, paths: 300, scheme: "euler-maruyama" });
      await expect(failed).rejects.toThrow(
        /gave (Infinity|-Infinity|NaN) in path \d+, step \d+ \(t = [\d.]+\), at scan\/step/,
      );
      await expect(failed).rejects.toBeInstanceOf(RunError);
    },
  );
});

describe("a positivity policy", () => {
  const walk = (positivity: "allow" | "clip" | "reflect" | "stop"): Model =>
    defineModel({
      name: "walk",
      interpretation: "ito",
      parameters: {},
      state: { x: 0.2, y: 1 },
      drift: { x: 0, y: 1 },
      diffusion: { x: 1 },
      positivity: { x: positivity },
      run: { paths: 2000, tEnd: 1, dt: 0.01 },
    });

  it("is counted, and keeps the species at or above zero", async () => {
    for (const policy of ["clip", "reflect", "stop"] as const) {
      const { ensembles, warnings } = await simulate(walk(policy));
      expect(Math.min(...(ensembles[0]?.series[0]?.min ?? [])), policy).toBeGreaterThanOrEqual(0);
      expect(ensembles[0]?.violations.x?.at(-1), policy).toBeGreaterThan(100);
      expect(warnings[0], policy).toMatch(
        policy === "stop"
          ? /^x would have become negative on [\d.]+ % of paths: those were stopped$/
          : /^x would have become negative in [\d.]+ % of path-steps/,
      );
    }
    const { ensembles } = await simulate(walk("allow"));
    expect(Math.min(...(ensembles[0]?.series[0]?.min ?? []))).toBeLessThan(0);
  });

  it.each(["clip", "reflect", "stop"] as const)(
    "is counted alike by the interpreter, at each logged time: %s",
    async (policy) => {
      const options = { paths: 200, tEnd: 0.5, every: 0.1, dtype: "float64" } as const;
      const [kernel] = (await simulate(walk(policy), options)).ensembles;
      const interpreted = { ...options, backend: "interpreter" } as const;
      const [oracle] = (await simulate(walk(policy), interpreted)).ensembles;
      expect(kernel?.violations).toEqual(oracle?.violations);
      expect(kernel?.violations.x?.at(-1)).toBeGreaterThan(10);
      expect(kernel?.violations.x?.[0]).toBe(0);
    },
  );

  it("is asked for when a scheme leads below zero where the exact solution can't", async () => {
    const growth = defineModel({
      name: "growth",
      interpretation: "ito",
      parameters: {},
      state: { x: 1 },
      drift: { x: "-x" },
      diffusion: { x: "2*x" },
      run: { paths: 500, tEnd: 2, dt: 0.5 },
    });
    const { warnings } = await simulate(growth, { scheme: "euler-maruyama" });
    expect(warnings).toEqual([
      expect.stringMatching(/^x became negative in some paths, which its exact solution can't/),
    ]);
    expect((await simulate(walk("allow"))).warnings).toEqual([]);
  });

  it("stops the whole path, once", async () => {
    const { ensembles } = await simulate(walk("stop"), { save: { trajectories: true } });
    const kept = ensembles[0]?.trajectories;
    let stopped = 0;
    for (let path = 0; path < 2000; path++) {
      const x = kept?.plane(100, 0)[path] ?? Number.NaN;
      const y = kept?.plane(100, 1)[path] ?? Number.NaN;
      if (x > 0) expect(y).toBeCloseTo(2, 3);
      else {
        stopped++;
        expect(y).toBeLessThanOrEqual(2.0001);
      }
    }
    expect(ensembles[0]?.violations.x?.at(-1)).toBe(stopped);
  });
});
