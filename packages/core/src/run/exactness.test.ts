import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { defineModel } from "../model/define-model.ts";
import { normal } from "../model/distributions.ts";
import type { Model } from "../model/model.ts";
import { quantile, type SeriesSummary } from "../summary/series-summary.ts";
import type { SimulateOptions } from "./options.ts";
import type { Run } from "./run.ts";
import { simulate } from "./simulate.ts";

function model(
  definition: Omit<Parameters<typeof defineModel>[0], "name" | "interpretation">,
): Model {
  return defineModel({ name: "exact", interpretation: "ito", ...definition });
}

function seriesOf({ ensembles }: Run, name: string): SeriesSummary {
  const found = ensembles[0]?.series.find((series) => series.name === name);
  if (!found) throw new Error(`no series ${name}`);
  return found;
}

/** The values of all paths at the last logged time. */
function finalValues(run: Run, series: number): number[] {
  const kept = run.ensembles[0]?.trajectories;
  return kept ? [...kept.plane(kept.times - 1, series)] : [];
}

/** Mean and unbiased variance in double precision, in two passes. */
function momentsOf(values: readonly number[]): { mean: number; variance: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, variance: squares / (values.length - 1) };
}

/** Everything that summaries and samples say, to be compared bit by bit. */
function numbersOf({ ensembles }: Run): unknown {
  return ensembles.map(({ paths, series, samples, violations }) => ({
    paths,
    series,
    samples,
    violations,
  }));
}

const rare = model({
  parameters: { level: 3.5 },
  state: { x: 0, y: normal(5, 1) },
  drift: { x: 0, y: 0 },
  diffusion: { x: 1, y: 0.1 },
  observables: { hit: "if(x > level, 1, 0)", far: "if(x > level, 1e6, 0)" },
  run: { paths: 50_000, tEnd: 1, dt: 0.1 },
});

describe("sums beyond what the pilot saw", () => {
  it.each(["float32", "float64"] as const)("are those of the paths, in %s", async (dtype) => {
    const run = await simulate(rare, { dtype, save: { trajectories: true } });
    for (const [s, name] of ["x", "y", "hit", "far"].entries()) {
      const { mean, variance } = seriesOf(run, name);
      const expected = momentsOf(finalValues(run, s));
      expect(expected.variance, name).toBeGreaterThan(0);
      expect(Math.abs((mean.at(-1) ?? 0) / expected.mean - 1), name).toBeLessThan(1e-3);
      expect((variance.at(-1) ?? 0) / expected.variance, name).toBeCloseTo(1, 6);
    }
  });

  it("are the same whatever the threads", async () => {
    const [one, two] = await Promise.all(
      [1, 2].map((threads) => simulate(rare, { threads, paths: 20_000 })),
    );
    expect(one && numbersOf(one)).toEqual(two && numbersOf(two));
  });

  it("are refused where the squares overflow single precision, and taken in double", async () => {
    const huge = model({
      parameters: {},
      state: { x: 1e25 },
      drift: { x: 0 },
      diffusion: { x: 1e22 },
      run: { paths: 300, tEnd: 1, dt: 0.5 },
    });
    await expect(simulate(huge)).rejects.toThrow(
      /^x reaches 1\.00e\+25 at t = [\d.]+: its square doesn't fit float32[^\n]*\n {2}Use dtype float64/,
    );
    const { variance } = seriesOf(await simulate(huge, { dtype: "float64" }), "x");
    expect((variance.at(-1) ?? 0) / 1e44).toBeCloseTo(1, 0);
  });
});

describe("moments", () => {
  // Single precision has steps of 2^-10 ≈ 0.00098 at 10,000: what is lost is the paths' rounding, not the sums'.
  it("are exact to 1e-6 of the paths' own, where the mean is 10⁶ standard deviations", async () => {
    const offset = model({
      parameters: {},
      state: { x: 1e4 },
      drift: { x: 0 },
      diffusion: { x: 1e-2 },
      run: { paths: 20_000, tEnd: 1, dt: 0.1 },
    });
    const run = await simulate(offset, { save: { trajectories: true } });
    const { mean, variance } = seriesOf(run, "x");
    const paths = momentsOf(finalValues(run, 0));
    expect(Math.abs((mean.at(-1) ?? 0) - paths.mean)).toBeLessThan(1e-8);
    expect((variance.at(-1) ?? 0) / paths.variance).toBeCloseTo(1, 6);
    // Ten roundings of variance 2^-20/12 each beside 1e-4; five standard errors of the variance.
    expect(Math.abs(paths.variance / (1e-4 + (10 * 2 ** -20) / 12) - 1)).toBeLessThan(0.05);
  });
});

describe("quantiles", () => {
  it("are within their stated error of the paths' own", async () => {
    const run = await simulate(rare, { paths: 3000, save: { trajectories: true } });
    for (const [s, name] of ["x", "y", "hit", "far"].entries()) {
      const sorted = finalValues(run, s).sort((a, b) => a - b);
      for (const p of [0.0001, 0.05, 0.25, 0.5, 0.75, 0.95, 0.9999, 1]) {
        const { value, error } = quantile(seriesOf(run, name), 10, p);
        const exact = sorted[Math.ceil(p * sorted.length) - 1] ?? Number.NaN;
        expect(Math.abs(value - exact), `${name} ${p}`).toBeLessThanOrEqual(error + 1e-12);
      }
    }
  });
});

const mixed = model({
  parameters: { k: 1, n: 2, sigma: 0.3 },
  state: { a: 1, b: normal(1, 0.1), c: 0.2 },
  drift: { a: "k - a", b: "a^n - b + sin(t)", c: "-c" },
  diffusion: {
    w1: { a: "sigma", b: "0.1*sigma" },
    w2: { b: "sigma" },
    w3: { c: 0.5 },
    w4: { c: "0.1" },
  },
  observables: { total: "a + b", copy: "a", clock: "2*t", rare: "if(b > 4, 1, 0)" },
  positivity: { c: "reflect" },
  run: { paths: 600, tEnd: 0.7, dt: 0.1 },
});

const options: fc.Arbitrary<SimulateOptions> = fc.record({
  paths: fc.integer({ min: 1, max: 1500 }),
  samplePaths: fc.integer({ min: 0, max: 300 }),
  firstPath: fc.constantFrom(0, 1, 255, 2 ** 32 - 1500, 2 ** 40),
  seed: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
  bins: fc.integer({ min: 2, max: 200 }),
  dtype: fc.constantFrom("float32", "float64"),
  fma: fc.boolean(),
  every: fc.constantFrom(0.1, 0.7),
  sweep: fc.constantFrom({}, { n: [2, 2.5], k: [1] }, { sigma: [0, 1] }),
  save: fc.record({ trajectories: fc.boolean() }),
});

describe("any run", () => {
  it("is the same whatever the threads and alone or beside another", async () => {
    await fc.assert(
      fc.asyncProperty(options, async (given) => {
        const [two, three] = await Promise.all([
          simulate(mixed, { ...given, threads: 2 }),
          simulate(mixed, { ...given, threads: 3 }),
        ]);
        const one = await simulate(mixed, { ...given, threads: 1 });
        expect(numbersOf(two)).toEqual(numbersOf(one));
        expect(numbersOf(three)).toEqual(numbersOf(one));
      }),
      { numRuns: 15 },
    );
  });

  it("counts every path once, at every time and in every series", async () => {
    await fc.assert(
      fc.asyncProperty(options, async (given) => {
        const { ensembles } = await simulate(mixed, given);
        for (const { series, paths, samples } of ensembles) {
          expect(paths).toBe(given.paths);
          expect(samples.paths.length).toBe(Math.min(given.paths ?? 0, given.samplePaths ?? 0));
          for (const { count, histogram } of series) {
            expect(new Set(count)).toEqual(new Set([paths]));
            for (const counts of histogram) expect(counts.reduce((a, b) => a + b, 0)).toBe(paths);
          }
        }
      }),
      { numRuns: 15 },
    );
  });

  it("agrees with the interpreter wherever its paths begin", async () => {
    for (const firstPath of [2 ** 32 - 6, 2 ** 40]) {
      const given = { firstPath, paths: 6, samplePaths: 6, dtype: "float64" } as const;
      const [fast, slow] = await Promise.all([
        simulate(mixed, given),
        simulate(mixed, { ...given, backend: "interpreter" }),
      ]);
      const values =
        fast.ensembles[0]?.samples.values.flatMap((s) => s.flatMap((x) => [...x])) ?? [];
      const oracle =
        slow.ensembles[0]?.samples.values.flatMap((s) => s.flatMap((x) => [...x])) ?? [];
      expect(values.length).toBe(6 * 8 * 7);
      for (const [i, value] of values.entries()) expect(value).toBeCloseTo(oracle[i] ?? 0, 10);
    }
  });
});
