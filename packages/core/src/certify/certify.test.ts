import { describe, expect, it } from "vitest";
import { defineModel } from "../model/define-model.ts";
import type { SimulateOptions } from "../run/options.ts";
import { simulate } from "../run/simulate.ts";
import type { Certificate, ErrorColumns } from "./certificate.ts";
import { certify } from "./certify.ts";
import { quantileBins } from "./quantile-errors.ts";

const [MU, SIGMA] = [1.01, 0.87];
const geometric = defineModel({
  name: "geometric",
  interpretation: "ito",
  parameters: { mu: MU, sigma: SIGMA },
  state: { x: 0.5 },
  drift: { x: "mu*x" },
  diffusion: { x: "sigma*x" },
  observables: { square: "x^2 + 0*t" },
  events: { high: "x > 1" },
  run: { paths: 40_000, tEnd: 1, dt: 0.1 },
});

async function certified(options: SimulateOptions, paths?: number): Promise<Certificate> {
  const run = await simulate(geometric, options);
  const [ensemble] = run.ensembles;
  if (!ensemble) throw new Error("no ensemble");
  return certify(run, ensemble, paths === undefined ? {} : { paths });
}

/** The last value of a column. */
const last = (column: Float64Array | undefined): number => column?.at(-1) ?? Number.NaN;

/** Mean and mean square of Euler's x at t = 1, and its mean square error, in closed form. */
function eulerInClosedForm(h: number): { mean: number; square: number; error: number } {
  const steps = Math.round(1 / h);
  const square = 0.25 * ((1 + MU * h) ** 2 + SIGMA ** 2 * h) ** steps;
  // E[(1 + μh + σΔW) exp((μ − σ²/2)h + σΔW)] = e^(μh) (1 + μh + σ²h)
  const product = 0.25 * (Math.exp(MU * h) * (1 + MU * h + SIGMA ** 2 * h)) ** steps;
  const exact = 0.25 * Math.exp(2 * MU + SIGMA ** 2);
  return { mean: 0.5 * (1 + MU * h) ** steps, square, error: square + exact - 2 * product };
}

describe("the certificate of a run", () => {
  // Each bound is four half-widths of a 95 % interval: it fails by chance once in 10⁹ seeds or so.
  const SURE = 4;

  it("finds the weak errors of Euler–Maruyama, which are known in closed form", async () => {
    const { series, paths } = await certified({ scheme: "euler-maruyama" }, 40_000);
    const [x, square] = series;
    expect(paths).toBe(40_000);
    const { mean, square: meanSquare } = eulerInClosedForm(0.1);
    const [biasOfMean, biasOfSquare] = [
      mean - 0.5 * Math.exp(MU),
      meanSquare - 0.25 * Math.exp(2 * MU + SIGMA ** 2),
    ];
    // The extrapolation leaves the next order in dt: within a tenth here.
    const close = (found: number, error: number, exact: number): void =>
      expect(Math.abs(found - exact)).toBeLessThan(SURE * error + 0.1 * Math.abs(exact));
    close(last(x?.mean.weak), last(x?.mean.weakError), biasOfMean);
    close(last(square?.mean.weak), last(square?.mean.weakError), biasOfSquare);
    expect(Math.abs(biasOfMean)).toBeGreaterThan(SURE * last(x?.mean.weakError));
  });

  it("finds the errors as they are against a reference that is far better", async () => {
    const run = await simulate(geometric, { scheme: "euler-maruyama" });
    const [ensemble] = run.ensembles;
    if (!ensemble) throw new Error("no ensemble");
    const reference = { scheme: "sriw1", halvings: 3 };
    const { series } = await certify(run, ensemble, { paths: 40_000, reference });
    const [x] = series;
    const { error, mean } = eulerInClosedForm(0.1);
    expect(Math.abs(last(x?.strong) - Math.sqrt(error))).toBeLessThan(SURE * last(x?.strongError));
    const bias = mean - 0.5 * Math.exp(MU);
    expect(Math.abs(last(x?.mean.weak) - bias)).toBeLessThan(SURE * last(x?.mean.weakError));
  });

  it.each([0.1, 1 / 32])(
    "finds the strong error of Euler–Maruyama at dt = %s, which is known in closed form",
    async (dt) => {
      const { series } = await certified({ scheme: "euler-maruyama", dt }, 65_536);
      const exact = Math.sqrt(eulerInClosedForm(dt).error);
      const [x] = series;
      // Far from the limit dt → 0: the order that is measured isn't ½ yet.
      const close = SURE * last(x?.strongError) + 0.05 * exact;
      expect(Math.abs(last(x?.strong) - exact)).toBeLessThan(close);
      expect(last(x?.strongError)).toBeLessThan(0.1 * exact);
      expect(x?.strong[0]).toBe(0);
    },
  );

  it("holds what the next power of dt adds in its intervals", async () => {
    // At dt = 0.1 the order of the mean square is far from 1; a million pairs would see that, and a factor of 2 miss it.
    const { series } = await certified({ scheme: "euler-maruyama", dtype: "float64" }, 1 << 20);
    const { mean, square } = eulerInClosedForm(0.1);
    const [x, squares] = series.map((of) => of.mean);
    const off = (of: typeof x, exact: number): number => Math.abs(last(of?.weak) - exact);
    const [first, second] = [
      mean - 0.5 * Math.exp(MU),
      square - 0.25 * Math.exp(2 * MU + SIGMA ** 2),
    ];
    expect(off(x, first)).toBeLessThan(2 * last(x?.weakError));
    expect(off(squares, second)).toBeLessThan(2 * last(squares?.weakError));
    expect(last(x?.weakError)).toBeLessThan(0.05 * Math.abs(first));
  });

  it.each([
    ["euler-maruyama", 0.5],
    ["milstein", 1],
    ["sriw1", 1.5],
  ] as const)(
    "sees the strong order of %s, so both paths follow the same noise",
    async (scheme, order) => {
      const at = async (dt: number): Promise<number> =>
        last((await certified({ scheme, dt }, 20_000)).series[0]?.strong);
      const found = Math.log2((await at(1 / 16)) / (await at(1 / 64))) / 2;
      expect(Math.abs(found - order)).toBeLessThan(0.15);
    },
  );

  it("tells the sampling error of the run's own paths", async () => {
    const run = await simulate(geometric, { paths: 10_000 });
    const [ensemble] = run.ensembles;
    if (!ensemble) throw new Error("no ensemble");
    const { series, events } = await certify(run, ensemble);
    const variance = last(ensemble.series[0]?.variance);
    expect(last(series[0]?.mean.sampling)).toBeCloseTo(1.96 * Math.sqrt(variance / 10_000), 4);
    const share = last(ensemble.events[0]?.holding) / 10_000;
    expect(last(events[0]?.share.sampling)).toBeCloseTo(
      1.96 * Math.sqrt((share * (1 - share)) / 10_000),
      4,
    );
    // The law is heavy-tailed: far wider than a normal's sd/√(2n).
    expect(last(series[0]?.sd.sampling)).toBeGreaterThan(Math.sqrt(variance / 20_000));
  });

  it("isn't sure of quantiles that no batch sees move from bin to bin", async () => {
    const run = await simulate(geometric, { paths: 2000, tEnd: 1, dt: 1 / 256, every: 1 });
    const [ensemble] = run.ensembles;
    if (!ensemble) return expect.fail("no ensemble");
    const { series } = await certify(run, ensemble, { paths: 1024 });
    for (const { weakError } of series[0]?.quantiles ?? [])
      expect(last(weakError)).toBeGreaterThan(0);
  });

  it("claims no sampling error of a single path, which tells nothing of it", async () => {
    const { series } = await certified({ paths: 1 }, 2048);
    expect(last(series[0]?.mean.sampling)).toBeNaN();
    for (const { sampling } of series[0]?.quantiles ?? []) expect(last(sampling)).toBeNaN();
    expect(last(series[0]?.mean.weakError)).toBeGreaterThan(0);
  });

  it("finds the weak errors of quantiles of Euler–Maruyama, apart from their sampling errors", async () => {
    // Additive noise: x(1) is normal, and so is Euler's, whose mean and variance are known.
    const ornstein = defineModel({
      name: "ornstein",
      interpretation: "ito",
      parameters: {},
      state: { x: 2 },
      drift: { x: "-x" },
      diffusion: { x: 0.5 },
      run: { paths: 40_000, tEnd: 1, dt: 0.1 },
    });
    const run = await simulate(ornstein, { scheme: "euler-maruyama", every: 1 });
    const [ensemble] = run.ensembles;
    if (!ensemble) throw new Error("no ensemble");
    const [x] = (await certify(run, ensemble, { paths: 65_536 })).series;
    const eulerMean = 2 * 0.9 ** 10;
    const eulerSd = Math.sqrt((0.025 * (1 - 0.9 ** 20)) / (1 - 0.81));
    const [mean, sd] = [2 * Math.exp(-1), Math.sqrt(0.125 * (1 - Math.exp(-2)))];
    const normal = [-1.6448536, -0.6744898, 0, 0.6744898, 1.6448536];
    expect(x?.quantiles.map(({ name }) => name)).toEqual(["q05", "q25", "q50", "q75", "q95"]);
    for (const [i, z] of normal.entries()) {
      const found = x?.quantiles[i];
      const exact = eulerMean + z * eulerSd - (mean + z * sd);
      // The extrapolation leaves the next order in dt: within a fifth here.
      const close = SURE * last(found?.weakError) + 0.2 * Math.abs(exact);
      expect(Math.abs(last(found?.weak) - exact)).toBeLessThan(close);
      expect(last(found?.weakError)).toBeLessThan(0.01);
      expect(found?.weak[0]).toBe(0);
      // The half-width of a sample quantile's interval: z₉₇.₅ √(p(1 − p)/n)/f(q).
      const p = found?.p ?? Number.NaN;
      const density = Math.exp(-z * z * 0.5) / Math.sqrt(2 * Math.PI) / eulerSd;
      const width = (1.96 * Math.sqrt((p * (1 - p)) / 40_000)) / density;
      expect(last(found?.sampling) / width).toBeGreaterThan(0.85);
      expect(last(found?.sampling) / width).toBeLessThan(1.15);
    }
    // The median is shifted by far more than is unsure.
    expect(Math.abs(last(x?.quantiles[2]?.weak))).toBeGreaterThan(
      SURE * last(x?.quantiles[2]?.weakError),
    );
  });

  it("leaves quantiles out where there are too many logged times for histograms", () => {
    expect(quantileBins(91, 6)).toBe(512);
    expect(quantileBins(5001, 6)).toBe(136);
    expect(quantileBins(50_001, 6)).toBeUndefined();
  });

  // Brownian motion from ½, kept at or above zero: E x(1) in closed form (Skorokhod's reflection); order ½.
  it("bounds what clipping costs, which no scheme's order foretells", async () => {
    const walk = defineModel({
      name: "walk",
      interpretation: "ito",
      parameters: {},
      state: { x: 0.5 },
      drift: { x: 0 },
      diffusion: { x: 1 },
      positivity: "clip",
    });
    const run = await simulate(walk, { paths: 20_000, tEnd: 1, dt: 0.04, every: 1, seed: 2 });
    const [ensemble] = run.ensembles;
    if (!ensemble) return expect.fail("no ensemble");
    const { order, series } = await certify(run, ensemble);
    expect(order).toEqual({ strong: 0.5, weak: 0.5 });
    const mean = series[0]?.mean;
    const found = ensemble.series[0]?.mean.at(-1) ?? Number.NaN;
    const corrected = found - last(mean?.weak);
    expect(Math.abs(corrected - 0.8956)).toBeLessThan(last(mean?.weakError) + last(mean?.sampling));
  });

  // Absorbed Brownian motion: P(τ < 1) = 2Φ(−½) = 0.6171, and E x(1) = ½, as of any martingale.
  it("finds what stopping costs, and what is missed between steps", async () => {
    const walk = defineModel({
      name: "walk",
      interpretation: "ito",
      parameters: {},
      state: { x: 0.5 },
      drift: { x: 0 },
      diffusion: { x: 1 },
      positivity: "stop",
      events: { zero: "x <= 0" },
    });
    const run = await simulate(walk, { paths: 100_000, tEnd: 1, dt: 0.04, every: 1, seed: 2 });
    const [ensemble] = run.ensembles;
    if (!ensemble) return expect.fail("no ensemble");
    const { series, events } = await certify(run, ensemble);
    const [{ mean } = {}, zero] = [series[0], events[0]];
    const within = (found: number, exact: number, of: ErrorColumns | undefined): void => {
      expect(Math.abs(found - exact)).toBeGreaterThan(3 * last(of?.sampling));
      const open = last(of?.weakError) + last(of?.sampling);
      expect(Math.abs(found - last(of?.weak) - exact)).toBeLessThan(2 * open);
    };
    within(last(ensemble.series[0]?.mean), 0.5, mean);
    within(last(ensemble.events[0]?.holding) / 100_000, 0.6171, zero?.share);
    within(last(ensemble.events[0]?.reached) / 100_000, 0.6171, zero?.reached);
  });

  // First passage of Brownian motion over 1: P(τ < 1) = 2Φ(−1) = 0.3173, and the mean of those is 0.5251.
  it("finds the first passages that are missed between steps", async () => {
    const walk = defineModel({
      name: "walk",
      interpretation: "ito",
      parameters: {},
      state: { x: 0 },
      drift: { x: 0 },
      diffusion: { x: 1 },
      events: { up: "x > 1" },
    });
    const run = await simulate(walk, { paths: 200_000, tEnd: 1, dt: 0.02, every: 1, seed: 5 });
    const [ensemble] = run.ensembles;
    if (!ensemble) return expect.fail("no ensemble");
    const [up] = (await certify(run, ensemble)).events;
    const reached = last(ensemble.events[0]?.reached) / 200_000;
    const open = (of: ErrorColumns | undefined): number => last(of?.weakError) + last(of?.sampling);
    expect(reached).toBeLessThan(0.29);
    expect(Math.abs(reached - last(up?.reached?.weak) - 0.3173)).toBeLessThan(
      2 * open(up?.reached),
    );
    const corrected = last(ensemble.events[0]?.passage) - last(up?.passage?.weak);
    expect(Math.abs(corrected - 0.5251)).toBeLessThan(2 * open(up?.passage));
    // The share at the end is free of all that.
    expect(Math.abs(last(up?.share.weak))).toBeLessThan(2 * last(up?.share.weakError));
  });

  it("measures the order of paths, also where none is proved", async () => {
    const root = defineModel({
      name: "root",
      interpretation: "ito",
      parameters: {},
      state: { x: 0.5 },
      drift: { x: "1 - x" },
      diffusion: { x: "3*sqrt(x)" },
      positivity: "clip",
    });
    const run = await simulate(root, { scheme: "milstein", paths: 4096, tEnd: 1, dt: 0.01 });
    const [ensemble] = run.ensembles;
    if (!ensemble) return expect.fail("no ensemble");
    const [x] = (await certify(run, ensemble)).series;
    // 2κθ/σ² = 0.22: M. Hefter & A. Jentzen, Finance Stoch. 23 (2019) 139–172.
    expect(last(x?.strongOrder)).toBeLessThan(0.45);
    expect(last(x?.strongOrder)).toBeGreaterThan(0.1);
    const smooth = (await certified({ scheme: "milstein", dt: 1 / 64 })).series[0];
    expect(Math.abs(last(smooth?.strongOrder) - 1)).toBeLessThan(0.1);
  });

  it("finds what single precision rounds away", async () => {
    const slow = defineModel({
      name: "slow",
      interpretation: "ito",
      parameters: {},
      state: { y: 20_000 },
      drift: { y: 0.3 },
      diffusion: { y: 0.01 },
    });
    const options = { paths: 500, tEnd: 50, dt: 0.01, every: 50, threads: 1 };
    const run = await simulate(slow, options);
    const [ensemble] = run.ensembles;
    if (!ensemble) return expect.fail("no ensemble");
    const mean = (await certify(run, ensemble, { paths: 64 })).series[0]?.mean;
    const off = last(ensemble.series[0]?.mean) - 20_015;
    expect(off).toBeGreaterThan(1);
    expect(Math.abs(last(mean?.rounding) - off)).toBeLessThan(0.01 * off);
    expect(last(mean?.roundingError)).toBeLessThan(0.01 * off);
    const exact = await simulate(slow, { ...options, dtype: "float64" });
    const [same] = exact.ensembles;
    if (!same) return expect.fail("no ensemble");
    expect((await certify(exact, same, { paths: 64 })).series[0]?.mean.rounding).toBeUndefined();
  });

  it("takes few paths where all are alike", async () => {
    const still = await simulate(geometric, { parameters: { sigma: 0 }, paths: 100_000, dt: 0.1 });
    const [ensemble] = still.ensembles;
    if (!ensemble) return expect.fail("no ensemble");
    const { paths, series } = await certify(still, ensemble);
    expect(paths).toBe(32);
    const run = ensemble.series[0];
    const off = last(run?.mean) - 0.5 * Math.exp(MU);
    expect(Math.abs(last(series[0]?.mean.weak) - off)).toBeLessThan(0.01 * Math.abs(off) + 1e-6);
  });

  it("counts the paths whose fate the step size decides", async () => {
    const euler = last((await certified({ scheme: "euler-maruyama" })).events[0]?.flipped);
    const better = last((await certified({ scheme: "sriw1" })).events[0]?.flipped);
    expect(euler).toBeGreaterThan(0.01);
    expect(better).toBeLessThan(euler / 3);
  });

  it("takes no fate for certain that no path saw otherwise", async () => {
    const calm = defineModel({
      name: "calm",
      interpretation: "ito",
      parameters: {},
      state: { x: 0 },
      drift: { x: "-x" },
      diffusion: { x: 0.1 },
      events: { high: "x > 1" },
      run: { paths: 1000, tEnd: 1, dt: 0.1 },
    });
    const run = await simulate(calm);
    const [ensemble] = run.ensembles;
    if (!ensemble) throw new Error("no ensemble");
    const [high] = (await certify(run, ensemble)).events;
    expect(last(high?.flipped)).toBe(0);
    expect(high?.share.weakError[0]).toBe(0); // all start alike
    // 4,096 paths that end alike rule out a share of 3.84/4,100; SRA1's weak order is 2.
    expect(last(high?.share.weakError)).toBeCloseTo(3.84 / 4100 / (1 - 2 ** -2), 5);
  });

  it("is the same each time, whatever the threads, and of each point of a sweep its own", async () => {
    expect(await certified({ threads: 1 })).toEqual(await certified({ threads: 2 }));
    const run = await simulate(geometric, {
      sweep: { sigma: [0.1, 0.8] },
      paths: 4096,
      scheme: "euler-maruyama",
    });
    const strong = await Promise.all(
      run.ensembles.map(async (of) => last((await certify(run, of)).series[0]?.strong)),
    );
    expect(strong[1]).toBeGreaterThan(4 * (strong[0] ?? Number.NaN));
  });
});
