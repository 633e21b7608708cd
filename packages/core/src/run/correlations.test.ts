import { describe, expect, it } from "vitest";
import { defineModel } from "../model/define-model.ts";
import { normal } from "../model/distributions.ts";
import { periodOf, rhythmOf } from "../summary/correlation.ts";
import type { SimulateOptions } from "./options.ts";
import type { Run } from "./run.ts";
import { simulate } from "./simulate.ts";

/** A rotation that the noise keeps alive: stationary, with autocorrelation exp(−ετ) cos ωτ. */
const [DECAY, OMEGA] = [0.2, 2];
const rotation = defineModel({
  name: "rotation",
  interpretation: "ito",
  parameters: { e: DECAY, w: OMEGA, s: Math.sqrt(2 * DECAY) },
  state: { x: normal(0, 1), y: normal(0, 1) },
  drift: { x: "-e*x - w*y", y: "w*x - e*y" },
  diffusion: { x: "s", y: "s" },
  run: { paths: 20_000, tEnd: 6, dt: 0.05 },
});
/** Two species on one Wiener process. */
const driven = defineModel({
  name: "driven",
  interpretation: "ito",
  parameters: {},
  state: { a: 3, b: 0, c: 0 },
  drift: { a: "-a", b: 0, c: 0 },
  diffusion: { W1: { a: 1, b: 2 }, W2: { c: 1 } },
  run: { paths: 20_000, tEnd: 1, dt: 0.05 },
});

const correlationsOf = ({ ensembles }: Run) => ensembles[0]?.correlations;
// 20,000 paths; five standard errors of a correlation, 1/√n, and twice that for what dt makes.
const FIVE_ERRORS = 5 / Math.sqrt(20_000);

describe("covariances", () => {
  it("are those of the exact solution", async () => {
    const found = correlationsOf(await simulate(driven, { covariances: true }));
    expect(found?.covariances.map(({ a, b }) => a + b)).toEqual(["ab", "ac", "bc"]);
    const [ab, ac, bc] = found?.covariances ?? [];
    // Cov(∫e^(s−t) dW, 2W) = 2(1 − e⁻¹), Var a = (1 − e⁻²)/2, Var b = 4.
    const exact = 2 * (1 - Math.exp(-1));
    expect(Math.abs((ab?.covariance.at(-1) ?? Number.NaN) / exact - 1)).toBeLessThan(0.05);
    const correlation = exact / Math.sqrt((1 - Math.exp(-2)) / 2) / 2;
    expect(ab?.correlation.at(-1)).toBeCloseTo(correlation, 1);
    expect(Math.abs(ac?.correlation.at(-1) ?? 1)).toBeLessThan(FIVE_ERRORS);
    expect(Math.abs(bc?.correlation.at(-1) ?? 1)).toBeLessThan(FIVE_ERRORS);
    expect(ab?.correlation[0]).toBeNaN();
  });

  it("are the sample's own, as trajectories have it", async () => {
    const run = await simulate(driven, {
      covariances: true,
      paths: 3000,
      dtype: "float64",
      save: { trajectories: true },
    });
    const kept = run.ensembles[0]?.trajectories;
    const [a, b] = [0, 1].map((s) => [...(kept?.plane(20, s) ?? [])]);
    const mean = (values: readonly number[] = []): number =>
      values.reduce((sum, value) => sum + value, 0) / values.length;
    const [ma, mb] = [mean(a), mean(b)];
    const sum = (a ?? []).reduce((all, x, i) => all + (x - ma) * ((b?.[i] ?? 0) - mb), 0);
    const found = correlationsOf(run)?.covariances[0]?.covariance.at(-1) ?? Number.NaN;
    expect(Math.abs(found / (sum / 2999) - 1)).toBeLessThan(1e-10);
  });

  it("aren't taken unless they are wanted", async () => {
    const found = correlationsOf(await simulate(driven, { paths: 300 }));
    expect(found).toEqual({ covariances: [], autocorrelations: [] });
  });
});

describe("autocorrelations", () => {
  it("are those of the exact solution, and tell the period", async () => {
    const run = await simulate(rotation, { autocorrelation: 1 });
    const [x, y] = correlationsOf(run)?.autocorrelations ?? [];
    expect(x?.correlation.slice(0, 20).every(Number.isNaN)).toBe(true);
    for (const series of [x, y]) {
      for (const [k, found] of (series?.correlation ?? []).entries()) {
        if (k < 20) continue;
        const lag = (run.times[k] ?? 0) - 1;
        const exact = Math.exp(-DECAY * lag) * Math.cos(OMEGA * lag);
        expect(Math.abs(found - exact)).toBeLessThan(2 * FIVE_ERRORS);
      }
    }
    const period = x && periodOf(x, run.times);
    // The peak of exp(−ετ) cos ωτ is at ωτ = 2π − atan(ε/ω).
    const peak = (2 * Math.PI - Math.atan(DECAY / OMEGA)) / OMEGA;
    expect(Math.abs((period?.period ?? 0) - peak)).toBeLessThan(0.05);
    expect(Math.abs((period?.height ?? 0) - Math.exp(-DECAY * peak))).toBeLessThan(0.05);
  });

  it("see no period where there is none", async () => {
    const run = await simulate(driven, { autocorrelation: 0.2 });
    for (const series of correlationsOf(run)?.autocorrelations ?? [])
      expect(periodOf(series, run.times)).toBeUndefined();
  });

  it.each([-1, 0.03, 6, 7])(
    "are refused from %d, which is no logged time before the end",
    async (t) => {
      await expect(simulate(rotation, { autocorrelation: t })).rejects.toThrow(
        /^autocorrelation is .*, expected a logged time before the end: a multiple of 0\.05 below \d/,
      );
    },
  );
});

describe("a rhythm", () => {
  const rhythms = (run: Run, fastest?: number) =>
    (correlationsOf(run)?.autocorrelations ?? []).map(
      (of) => rhythmOf(of, run.times, run.plan.paths, fastest).kind,
    );

  it("isn't told from logged times that are too far apart: another's alias would look like it", async () => {
    const from = { autocorrelation: 1, tEnd: 30, paths: 20_000 };
    expect(rhythms(await simulate(rotation, { ...from, every: 0.25 }))).toEqual([
      "period",
      "period",
    ]);
    // Its period is 3.1: with one logged time in 2.5 it looks like one of 13.
    const sparse = await simulate(rotation, { ...from, autocorrelation: 2.5, every: 2.5 });
    expect(rhythms(sparse)).toEqual(["coarse", "coarse"]);
    expect(rhythms(sparse, Math.PI)).toEqual(["coarse", "coarse"]);
    const dense = await simulate(rotation, { ...from, every: 0.25 });
    expect(rhythms(dense, 0.3)).toEqual(["coarse", "coarse"]);
  });

  it("is undefined where all paths are alike", async () => {
    const run = await simulate(driven, { autocorrelation: 0 });
    expect(rhythms(run)).toEqual(["undefined", "undefined", "undefined"]);
  });

  it("is known within what its sample paths say, over the seeds", async () => {
    const found: { period: number; height: number; errors: { period: number; height: number } }[] =
      [];
    for (let seed = 1; seed <= 40; seed++) {
      const run = await simulate(rotation, { autocorrelation: 0.5, paths: 1000, every: 0.1, seed });
      const [x] = correlationsOf(run)?.autocorrelations ?? [];
      const period = x && periodOf(x, run.times, 1000);
      if (period?.errors) found.push({ ...period, errors: period.errors });
    }
    expect(found).toHaveLength(40);
    for (const what of ["period", "height"] as const) {
      const ratio =
        spread(found.map((of) => of[what])) / mean(found.map(({ errors }) => errors[what]));
      // Of 40 seeds the spread is known within 11 % (one standard error).
      expect(ratio).toBeGreaterThan(0.6);
      expect(ratio).toBeLessThan(1.6);
    }
  });
});

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
const spread = (values: readonly number[]): number =>
  Math.sqrt(mean(values.map((value) => (value - mean(values)) ** 2)));

describe("standard errors", () => {
  /** Far from normal: that of normal values' covariance would be off by a half and more. */
  const heavy = defineModel({
    name: "heavy",
    interpretation: "ito",
    parameters: {},
    state: { x: 1, y: 1 },
    drift: { x: "x - x^3", y: "y - y^3 - 2*x*y" },
    diffusion: { W1: { x: 0.3 }, W2: { y: 0.3 } },
  });

  it.each([
    ["driven", driven],
    ["heavy", heavy],
  ] as const)("are how the results of %s scatter over the seeds", async (_, model) => {
    const found = { covariance: [], correlation: [] } as Record<string, number[]>;
    const stated = { covariance: [], correlation: [] } as Record<string, number[]>;
    for (let seed = 1; seed <= 40; seed++) {
      const options = { covariances: true, paths: 800, tEnd: 1, dt: 0.05, every: 0.5, seed };
      const [pair] = correlationsOf(await simulate(model, options))?.covariances ?? [];
      for (const what of ["covariance", "correlation"] as const) {
        found[what]?.push(pair?.[what].at(-1) ?? Number.NaN);
        stated[what]?.push(pair?.errors[what].at(-1) ?? Number.NaN);
      }
    }
    for (const what of ["covariance", "correlation"] as const) {
      const ratio = spread(found[what] ?? []) / mean(stated[what] ?? []);
      expect(ratio).toBeGreaterThan(0.6);
      expect(ratio).toBeLessThan(1.6);
    }
  });

  it("aren't known of one path, and nor are covariances", async () => {
    const run = await simulate(driven, { covariances: true, paths: 1 });
    for (const { covariance, errors } of correlationsOf(run)?.covariances ?? []) {
      expect(covariance.every(Number.isNaN)).toBe(true);
      expect(errors.covariance.every(Number.isNaN)).toBe(true);
    }
  });

  it("are those of normal values where sample paths are too few", async () => {
    const options = { covariances: true, paths: 5000, samplePaths: 5 };
    const [pair] = correlationsOf(await simulate(driven, options))?.covariances ?? [];
    const r = pair?.correlation.at(-1) ?? Number.NaN;
    expect(pair?.errors.correlation.at(-1)).toBeCloseTo((1 - r * r) / Math.sqrt(4999), 10);
  });
});

describe("correlations", () => {
  const OPTIONS: SimulateOptions = {
    covariances: true,
    autocorrelation: 0.5,
    paths: 300,
    tEnd: 1,
    every: 0.25,
    dtype: "float64",
  };

  it("are the interpreter's", async () => {
    const oracle = correlationsOf(await simulate(rotation, { ...OPTIONS, backend: "interpreter" }));
    const found = correlationsOf(await simulate(rotation, OPTIONS));
    for (const kind of ["covariances", "autocorrelations"] as const) {
      for (const [i, { correlation }] of (found?.[kind] ?? []).entries()) {
        for (const [k, value] of correlation.entries()) {
          const expected = oracle?.[kind][i]?.correlation[k] ?? Number.NaN;
          if (Number.isNaN(expected)) expect(value).toBeNaN();
          else expect(Math.abs(value - expected)).toBeLessThan(1e-9);
        }
      }
    }
  });

  /** Molecules by the hundred thousand beside a fraction, which vanishes for g > 0; a correlation of 0.8 for g = 0. */
  const uneven = defineModel({
    name: "uneven",
    interpretation: "ito",
    parameters: { g: 6 },
    state: { n: 1e5, y: 0 },
    drift: { n: "1e5 - n", y: "-y" },
    diffusion: { W1: { n: 1000, y: "0.0008*exp(-g*t)" }, W2: { y: "0.0006*exp(-g*t)" } },
    run: { paths: 4000, tEnd: 2, dt: 0.05 },
  });

  it.each(["wasm", "interpreter"] as const)(
    "are as exact in single precision where scales differ (%s)",
    async (backend) => {
      const paths = backend === "wasm" ? 20_000 : 400;
      const options = { backend, paths, covariances: true, autocorrelation: 1, every: 0.5 };
      const [single, double] = await Promise.all(
        (["float32", "float64"] as const).map(async (dtype) =>
          correlationsOf(await simulate(uneven, { ...options, dtype })),
        ),
      );
      // The paths of the two round differently: n to 2^-8 of a spread of 700.
      for (const kind of ["covariances", "autocorrelations"] as const) {
        for (const [i, { correlation }] of (double?.[kind] ?? []).entries()) {
          for (const [k, value] of correlation.entries()) {
            if (Number.isNaN(value)) continue;
            expect(Math.abs((single?.[kind][i]?.correlation[k] ?? 0) - value)).toBeLessThan(1e-4);
          }
        }
      }
      const all = double?.covariances[0];
      const of = single?.covariances[0];
      for (const k of [1, 2, 3, 4])
        expect(of?.covariance[k]).toBeCloseTo(all?.covariance[k] ?? Number.NaN, 3);
    },
  );

  it("are the exact ones beside a scale a hundred million times as large", async () => {
    const options = { covariances: true, parameters: { g: 0 }, paths: 20_000 };
    const [pair] = correlationsOf(await simulate(uneven, options))?.covariances ?? [];
    // Five standard errors of a correlation of 0.8.
    expect(Math.abs((pair?.correlation.at(-1) ?? 0) - 0.8)).toBeLessThan(0.36 * FIVE_ERRORS);
    const exact = (0.8 * (1 - Math.exp(-4))) / 2;
    expect(Math.abs((pair?.covariance.at(-1) ?? 0) - exact)).toBeLessThan(3 * exact * FIVE_ERRORS);
  });

  it("are known where few paths go very far, as paths that are lost do", async () => {
    const model = defineModel({
      name: "escaping",
      interpretation: "ito",
      parameters: {},
      state: { x: 1, y: 0 },
      drift: { x: "x - x^3", y: "-y" },
      diffusion: { x: "1.5*x^2", y: 1 },
    });
    const options = {
      ...({ covariances: true, autocorrelation: 0.1, nonFinite: "count", paths: 5000 } as const),
      ...({ tEnd: 3, dt: 0.05, scheme: "euler-maruyama" } as const),
    };
    for (const dtype of ["float32", "float64"] as const) {
      const one = correlationsOf(await simulate(model, { ...options, dtype, threads: 1 }));
      const two = correlationsOf(await simulate(model, { ...options, dtype, threads: 2 }));
      expect(two).toEqual(one);
      expect(one?.covariances[0]?.correlation.slice(1).every(Number.isFinite)).toBe(true);
    }
  });

  it("are the same bits whatever the threads, and change nothing of the paths", async () => {
    const options = { ...OPTIONS, paths: 5000, dtype: "float32" } as const;
    const [one, two] = [
      await simulate(rotation, { ...options, threads: 1 }),
      await simulate(rotation, { ...options, threads: 2 }),
    ];
    expect(correlationsOf(two)).toEqual(correlationsOf(one));
    const { covariances: _, autocorrelation: __, ...rest } = options;
    expect((await simulate(rotation, rest)).ensembles[0]?.series).toEqual(one.ensembles[0]?.series);
  });

  it("is no rhythm of noise without one, however few the paths", async () => {
    const noise = defineModel({
      name: "noise",
      interpretation: "ito",
      parameters: {},
      state: { x: 0 },
      drift: { x: "-x" },
      diffusion: { x: 1 },
    });
    for (const paths of [20, 50, 100, 200, 1000]) {
      const run = await simulate(noise, {
        paths,
        tEnd: 40,
        dt: 0.05,
        seed: 3,
        autocorrelation: 10,
      });
      const [series] = run.ensembles[0]?.correlations.autocorrelations ?? [];
      expect(series && periodOf(series, run.times, paths), `${paths} paths`).toBeUndefined();
    }
  });
});
