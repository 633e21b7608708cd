import { describe, expect, it } from "vitest";
import { defineModel } from "../model/define-model.ts";
import type { Prepared } from "../run/run.ts";
import { simulate } from "../run/simulate.ts";
import { readTarget, standardError } from "./target.ts";
import { simulateUntil } from "./until.ts";

const ornstein = defineModel({
  name: "ornstein",
  interpretation: "ito",
  parameters: { sigma: 1 },
  state: { x: 0 },
  drift: { x: "-x" },
  diffusion: { x: "sigma" },
  events: { up: "x > 1" },
  run: { paths: 100, tEnd: 1, dt: 0.1 },
});

describe("simulateUntil", () => {
  it("runs as many paths as a standard error takes, and hardly more", async () => {
    const target = readTarget("sd(mean(x)) < 2e-3");
    const { run, error, batches } = await simulateUntil(ornstein, target);
    expect(error).toBeLessThan(2e-3);
    expect(error).toBeGreaterThan(1.9e-3);
    // Var x(1) = (1 − e⁻²)/2.
    const expected = (1 - Math.exp(-2)) / 2 / 2e-3 ** 2;
    expect(Math.abs(run.plan.paths / expected - 1)).toBeLessThan(0.1);
    expect(batches.at(-1)).toBe(run.plan.paths);
  });

  it("gives the very run that so many paths give", async () => {
    const { run } = await simulateUntil(ornstein, readTarget("sd(share(up)) < 0.004"), { seed: 3 });
    const same = await simulate(ornstein, { seed: 3, paths: run.plan.paths });
    expect(run.ensembles).toEqual(same.ensembles);
  });

  it("is content with the first batch if that is precise enough", async () => {
    const { batches } = await simulateUntil(ornstein, readTarget("sd(mean(x)) < 0.1"));
    expect(batches).toEqual([4096]);
  });

  it("looks at the least precise point of a sweep", async () => {
    const target = readTarget("sd(mean(x)) < 5e-3");
    const { run } = await simulateUntil(ornstein, target, { sweep: { sigma: [0.1, 2] } });
    expect(standardError(run, target)).toBeLessThan(5e-3);
    expect(run.plan.paths).toBeGreaterThan(50_000);
  });

  it("refuses what would take more paths than are allowed", async () => {
    const target = readTarget("sd(mean(x)) < 1e-3");
    await expect(simulateUntil(ornstein, target, { paths: 10_000 })).rejects.toThrow(
      /^sd\(mean\(x\)\) < 1e-3 would take about [\d.e+]+ paths, expected at most 10000/,
    );
    await expect(simulateUntil(ornstein, readTarget("sd(mean(x)) < 1e-9"))).rejects.toThrow(
      "expected at most 4000000000",
    );
  });

  it("that is cancelled gives the batch that had come furthest", async () => {
    const controller = new AbortController();
    const started: number[] = [];
    const onStart = ({ plan }: Prepared): void => {
      started.push(plan.paths);
      if (started.length === 2) controller.abort();
    };
    const target = readTarget("sd(mean(x)) < 1e-4");
    const options = { signal: controller.signal, onStart };
    const { run, error, batches } = await simulateUntil(ornstein, target, options, "plain");
    expect(batches).toEqual(started);
    expect(batches).toHaveLength(2);
    expect(run.cancelled).toBe(true);
    expect(run.ensembles[0]?.paths).toBe(4096);
    expect(run.plan.paths).toBe(4096);
    expect(error).toBeCloseTo(Math.sqrt((1 - Math.exp(-2)) / 2 / 4096), 3);
  });

  // A payoff of 10⁴ beyond 4.2 standard deviations, which one path of 75,000 meets: its mean is 0.133 ± 36.5/√n.
  it("takes no mean for certain of which the first paths are all alike", async () => {
    const rare = defineModel({
      name: "rare",
      interpretation: "ito",
      parameters: {},
      state: { x: 0 },
      drift: { x: 0 },
      diffusion: { x: 1 },
      observables: { pay: "if(x > 4.2, 10000, 0)", never: "if(x > 40, 1, 0)" },
      run: { paths: 1, tEnd: 1, dt: 0.25 },
    });
    const until = (text: string, estimator?: "multilevel") =>
      simulateUntil(rare, readTarget(text), { every: 1 }, estimator);
    const { run, error } = await until("sd(mean(pay)) < 0.1");
    expect(run.plan.paths).toBeGreaterThan(65_536);
    const found = run.ensembles[0]?.series[1]?.mean.at(-1) ?? Number.NaN;
    expect(error).toBeGreaterThan(0.05);
    expect(Math.abs(found - 0.1335)).toBeLessThan(5 * error);
    // Brownian motion is exact in steps of any size: no pair tells what levels would take.
    const byLevels = until("sd(mean(pay)) < 0.1", "multilevel");
    await expect(byLevels).rejects.toThrow("hardly any of them differ");
    const never = await until("sd(mean(never)) < 0.1");
    expect(never.error).toBe(0);
    expect(never.run.plan.paths).toBe(1 << 20);
    expect(never.reason).toContain("fewer than 0.00038 %");
  });

  it.each(["sd(x) < 1", "sd(mean(x)) < 0", "mean(x) < 1", "sd(mean(x)) < a"])(
    "refuses the target %s",
    (text) => {
      expect(() => readTarget(text)).toThrow('expected "sd(mean(x1)) < 1e-3"');
    },
  );

  it("says what there is instead of an unknown name", async () => {
    await expect(simulateUntil(ornstein, readTarget("sd(mean(y)) < 1"))).rejects.toThrow(
      'unknown species or observable "y" in the target, expected one of x',
    );
  });
});
