import { describe, expect, it } from "vitest";
import { defineModel } from "../model/define-model.ts";
import type { SimulateOptions } from "../run/options.ts";
import { resolvePlan } from "../run/resolve.ts";
import { simulate } from "../run/simulate.ts";
import { LevelSampler } from "./level-sampler.ts";
import { foresee, type MultilevelEstimate, multilevelEstimate } from "./multilevel.ts";
import { momentsOf, readTarget } from "./target.ts";
import { simulateUntil } from "./until.ts";

const geometric = defineModel({
  name: "geometric",
  interpretation: "ito",
  parameters: { mu: 0.5, sigma: 0.4 },
  state: { x: 1 },
  drift: { x: "mu*x" },
  diffusion: { x: "sigma*x" },
  observables: { payoff: "max(x - 1, 0)" },
  events: { high: "x > 2" },
  run: { paths: 100, tEnd: 1, dt: 1 / 64 },
});
const EULER = { scheme: "euler-maruyama" } as const;

async function estimate(text: string, options: SimulateOptions = {}): Promise<MultilevelEstimate> {
  const target = readTarget(text);
  const plan = resolvePlan(geometric, { ...EULER, ...options });
  const foresight = await foresee(plan, target);
  const found = foresight && (await multilevelEstimate(plan, target, foresight));
  return found && "value" in found ? found : expect.fail("no estimate");
}

describe("multilevel Monte Carlo", () => {
  // E x by Euler at dt = 1/64 is (1 + dt/2)⁶⁴ exactly. |z| < 5: a false alarm for one seed in 1.7 million.
  it("has the mean of plain Monte Carlo at the same dt", async () => {
    const { value, error, levels } = await estimate("sd(mean(x)) < 1e-3");
    expect(error).toBeLessThan(1e-3);
    expect(Math.abs(value - (1 + 0.5 / 64) ** 64) / error).toBeLessThan(5);
    expect(levels.map(({ dt }) => dt)).toEqual(
      levels.map((_, l) => 2 ** (levels.length - 1 - l) / 64),
    );
  });

  // A Gaussian's share above 2.5 at t = 1, to 4 digits; what no pair of a pilot disagrees about isn't certain.
  it("isn't sure of a rare event that its pilots don't see", async () => {
    const rare = defineModel({
      name: "rare",
      interpretation: "ito",
      parameters: {},
      state: { x: 0 },
      drift: { x: "-x" },
      diffusion: { x: 1 },
      events: { high: "x > 2.5" },
      run: { paths: 1000, tEnd: 1, dt: 1 / 64 },
    });
    for (const seed of [0, 1]) {
      const options = { seed, every: 1, paths: 100_000_000 };
      const { run, error, multilevel } = await simulateUntil(
        rare,
        readTarget("sd(share(high)) < 1e-5"),
        options,
      );
      const [event] = run.ensembles[0]?.events ?? [];
      const plain = (event?.holding.at(-1) ?? Number.NaN) / run.plan.paths;
      const value = multilevel?.value ?? plain;
      expect(error).toBeLessThan(1.1e-5);
      expect(Math.abs(value - 7.172e-5) / error).toBeLessThan(5);
    }
  });

  it.each(["mean(payoff)", "share(high)"])(
    "has %s as plain Monte Carlo has it",
    async (quantity) => {
      const target = readTarget(`sd(${quantity}) < 2e-3`);
      const { value, error } = await estimate(target.text);
      const plain = await simulate(geometric, { ...EULER, paths: 200_000, every: 1 });
      const [ensemble] = plain.ensembles;
      if (!ensemble) return expect.fail("no ensemble");
      const { mean, variance, count } = momentsOf(ensemble, target);
      expect(Math.abs(value - mean) / Math.hypot(error, Math.sqrt(variance / count))).toBeLessThan(
        5,
      );
    },
  );

  it("is as precise as it says: over 24 seeds", async () => {
    const exact = (1 + 0.5 / 64) ** 64;
    const squares: number[] = [];
    for (let seed = 0; seed < 24; seed++) {
      const { value, error } = await estimate("sd(mean(x)) < 4e-3", { seed });
      squares.push(((value - exact) / error) ** 2);
    }
    // χ² of 24 degrees of freedom leaves [7, 53] for less than one seed in 1000.
    const sum = squares.reduce((a, b) => a + b, 0);
    expect(sum).toBeGreaterThan(7);
    expect(sum).toBeLessThan(53);
  });

  it("has pairs that agree the better the finer they are, by the strong order", async () => {
    const plan = resolvePlan(geometric, EULER);
    const target = readTarget("sd(mean(x)) < 1");
    const variances: number[] = [];
    for (const factor of [8, 4, 2]) {
      const pair = new LevelSampler(plan, target, { factor, parts: 2 });
      await pair.add(20_000);
      variances.push(pair.contribution.variance);
    }
    const [a = 0, b = 0, c = 0] = variances;
    // Variances fall as dt^(2·½) for Euler–Maruyama.
    expect(a / b).toBeGreaterThan(1.6);
    expect(b / c).toBeGreaterThan(1.6);
    expect(a / c).toBeLessThan(6);
  });

  // The variance of what two step sizes differ by falls with dt to the power of twice the strong order.
  it.each([
    ["euler-maruyama", 1],
    ["milstein", 2],
    ["sriw1", 3],
  ] as const)("has pairs of %s whose variance falls as dt^%d", async (scheme, power) => {
    const plan = resolvePlan(geometric, { scheme, dtype: "float64", dt: 1 / 128 });
    const target = readTarget("sd(mean(x)) < 1");
    const variances: number[] = [];
    for (const factor of [16, 2]) {
      const pair = new LevelSampler(plan, target, { factor, parts: 2 });
      await pair.add(20_000);
      variances.push(pair.contribution.variance);
    }
    const [coarse = 0, fine = 0] = variances;
    expect(Math.abs(Math.log2(coarse / fine) / 3 - power)).toBeLessThan(0.3);
  });

  it("joins steps by threes and fives too, of schemes that need dZ, with the same mean", async () => {
    const dt = 1 / 90;
    const options = { scheme: "sriw1", dt, every: 1 };
    const { value, error, levels } = await estimate("sd(mean(x)) < 1e-3", options);
    expect(levels.map((level) => Math.round(1 / level.dt))).toEqual(
      [1, 5, 15, 45, 90].slice(-levels.length),
    );
    expect(levels.length).toBeGreaterThan(3);
    // SRIW1's weak error at this dt is far below the sampling error: e^½ is as good as its own mean.
    expect(Math.abs(value - Math.exp(0.5)) / error).toBeLessThan(5);
  });

  it("is the same whatever the threads, and run in one go or two", async () => {
    const [one, two] = await Promise.all(
      [1, 2].map((threads) => estimate("sd(mean(x)) < 3e-3", { threads })),
    );
    expect(one).toEqual(two);
    const plan = resolvePlan(geometric, EULER);
    const target = readTarget("sd(mean(x)) < 1");
    const [whole, parts] = [0, 1].map(
      () => new LevelSampler(plan, target, { factor: 2, parts: 2 }),
    );
    if (!whole || !parts) return expect.fail();
    await whole.add(3000);
    await parts.add(1000);
    await parts.add(2000);
    // Sums are exact but for the resolution that a run's pilot gives them, in single precision.
    expect(parts.contribution.mean).toBeCloseTo(whole.contribution.mean, 7);
    expect(parts.contribution.variance).toBeCloseTo(whole.contribution.variance, 7);
  });

  it("takes fewer steps than plain Monte Carlo", async () => {
    const { cost, plainCost } = await estimate("sd(mean(x)) < 1e-3");
    expect(plainCost / cost).toBeGreaterThan(3);
  });
});

describe("the choice of an estimator", () => {
  const target = readTarget("sd(mean(x)) < 2e-4");

  it("takes levels where they are cheaper, and shows the distributions of a part of the paths", async () => {
    const precise = await simulateUntil(geometric, target, EULER);
    const { run, error, batches, multilevel, timings, reason } = precise;
    expect(reason).toMatch(/^foreseen to take [\d.]+ % of plain Monte Carlo's work$/);
    expect(timings.run).toBeGreaterThan(run.timings.run);
    expect(timings.multilevel).toBeGreaterThan(0);
    expect(multilevel?.error).toBe(error);
    expect(error).toBeLessThan(2e-4);
    expect(batches).toEqual([4096, 65_536]);
    expect(run.plan.paths).toBe(65_536);
  });

  it("is cancelled in the midst of levels, of which it tells how far they are", async () => {
    const controller = new AbortController();
    const totals = new Set<number>();
    const { run, multilevel } = await simulateUntil(geometric, target, {
      ...EULER,
      signal: controller.signal,
      onProgress: ({ pathsTotal }) => {
        totals.add(pathsTotal);
        // Of the first batch, of pilots, and then of more.
        if (pathsTotal > 4096) controller.abort();
      },
    });
    expect([...totals].slice(0, 2)).toEqual([4096, 2048]);
    expect(run.cancelled).toBe(true);
    expect(multilevel).toBeUndefined();
    expect(run.ensembles[0]?.paths).toBe(4096);
  });

  it("takes plain Monte Carlo where it is quick, or wanted", async () => {
    const loose = readTarget("sd(mean(x)) < 5e-3");
    expect((await simulateUntil(geometric, loose, EULER)).multilevel).toBeUndefined();
    expect((await simulateUntil(geometric, loose, EULER, "multilevel")).multilevel).toBeDefined();
    const plain = await simulateUntil(geometric, readTarget("sd(mean(x)) < 1e-3"), EULER, "plain");
    expect(plain.multilevel).toBeUndefined();
  });

  it("says that coarser steps lose paths, as those of a stiff drift do", async () => {
    const stiff = defineModel({
      name: "stiff",
      interpretation: "ito",
      parameters: {},
      state: { x: 5 },
      drift: { x: "-x^3" },
      diffusion: { x: 1 },
      run: { paths: 100, tEnd: 1, dt: 1 / 16 },
    });
    const wanted = readTarget("sd(mean(x)) < 1e-3");
    await expect(simulateUntil(stiff, wanted, { ...EULER }, "multilevel")).rejects.toThrow(
      "multilevel Monte Carlo loses paths in coarser steps",
    );
  });

  it("tells the time of all batches, and that few paths are enough", async () => {
    const precise = await simulateUntil(geometric, readTarget("sd(mean(x)) < 3e-3"), EULER);
    expect(precise.reason).toBe("few paths are enough");
    expect(precise.batches).toHaveLength(2);
    expect(precise.timings.run).toBeGreaterThan(precise.run.timings.run);
  });

  it.each([
    [{ save: { trajectories: true } }, "gives a mean alone, and all paths are to be kept"],
    [{ covariances: true }, "gives a mean alone, no correlations"],
    [{ nonFinite: "count" }, "can't leave paths out"],
    [{ adaptive: true, scheme: "sriw1" }, "needs steps of one size"],
    [{ sweep: { mu: [0, 1] } }, "takes no sweeps"],
    [{ backend: "interpreter" }, "runs on the wasm backend, not on interpreter"],
    [{ dt: 1 / 7 }, "needs steps that can be joined by two, three or five, and there are 7"],
  ] as const)("refuses levels for %j", async (options, message) => {
    const asked = simulateUntil(
      geometric,
      target,
      { ...EULER, ...options, paths: 10 },
      "multilevel",
    );
    await expect(asked).rejects.toThrow(`multilevel Monte Carlo ${message}`);
  });
});
