import { describe, expect, it } from "vitest";
import { defineModel } from "../model/define-model.ts";
import { replayPath } from "../replay/replay.ts";
import type { SimulateOptions } from "./options.ts";
import type { Ensemble, Run } from "./run.ts";
import { simulate } from "./simulate.ts";

/** Two species and an observable; x is reflected, and watched. */
const model = defineModel({
  name: "adaptive",
  interpretation: "ito",
  parameters: { mu: 1.01, sigma: 0.87 },
  state: { x: 0.1, y: 1 },
  drift: { x: "mu*x - 0.2", y: "x - y^3" },
  diffusion: { x: "sigma*x", y: "0.3*y" },
  observables: { z: "x*y" },
  positivity: { x: "reflect" },
  events: { high: "x > 0.3" },
  run: { tEnd: 1, dt: 0.25, paths: 40 },
});
const stopping = defineModel({
  name: "stopping",
  interpretation: "ito",
  parameters: {},
  state: { x: 0.3 },
  drift: { x: -1 },
  diffusion: { x: "0.5*x" },
  positivity: "stop",
  run: { tEnd: 1, dt: 0.25, paths: 40 },
});
const additive = defineModel({
  name: "additive",
  interpretation: "ito",
  parameters: {},
  state: { x: 2 },
  drift: { x: "x - x^3" },
  diffusion: { x: 0.4 },
  run: { tEnd: 1, dt: 0.5, paths: 40 },
});

function ensembleOf({ ensembles }: Run): Ensemble {
  return ensembles[0] ?? expect.fail("no ensemble");
}

function valuesOf(run: Run): number[] {
  const kept = ensembleOf(run).trajectories ?? expect.fail("no trajectories");
  return kept.series.flatMap((_, s) =>
    Array.from({ length: kept.times }, (__, k) => [...kept.plane(k, s)]).flat(),
  );
}

describe("steps that adapt", () => {
  const precise = {
    adaptive: { halvings: 3 },
    dtype: "float64",
    save: { trajectories: true },
  } as const;

  it.each([
    ["sriw1", "that reflects", model],
    ["sosri", "that reflects", model],
    ["sriw1", "that stops", stopping],
    ["sra1", "with additive noise", additive],
    ["sra3", "with additive noise", additive],
    ["sosra", "with additive noise", additive],
  ] as const)("by %s, of a model %s, are the interpreter's in a kernel", async (scheme, _, of) => {
    const [kernel, interpreter] = await Promise.all(
      (["wasm", "interpreter"] as const).map((backend) =>
        simulate(of, { ...precise, scheme, backend }),
      ),
    );
    if (!kernel || !interpreter) return expect.fail();
    const expected = valuesOf(interpreter);
    valuesOf(kernel).forEach((value, i) => {
      expect(Math.abs(value - (expected[i] ?? Number.NaN))).toBeLessThan(1e-9);
    });
    const [ours, theirs] = [ensembleOf(kernel), ensembleOf(interpreter)];
    expect(ours.refinement).toEqual(theirs.refinement);
    expect(ours.refinement?.halved.at(-1)).toBeGreaterThan(of.run.paths);
    expect(ours.violations).toEqual(theirs.violations);
    expect(ours.events).toEqual(theirs.events);
  });

  it("are the same whatever the threads, and of a path alone", async () => {
    const options: SimulateOptions = { adaptive: true, paths: 3000, save: { trajectories: true } };
    const [one, two] = await Promise.all(
      [1, 2].map((threads) => simulate(model, { ...options, threads })),
    );
    if (!one || !two) return expect.fail();
    expect(valuesOf(one)).toEqual(valuesOf(two));
    const { series } = await replayPath(model, options, 1234);
    const kept = ensembleOf(one).trajectories ?? expect.fail("no trajectories");
    expect([...(series[1]?.values ?? [])]).toEqual(
      Array.from({ length: kept.times }, (_, k) => kept.plane(k, 1)[1234]),
    );
  });

  it("are those of one size where the tolerance is never reached", async () => {
    const options = { paths: 500, save: { trajectories: true } } as const;
    const loose = await simulate(model, { ...options, adaptive: { rtol: 1e6 } });
    expect(ensembleOf(loose).refinement?.halved.at(-1)).toBe(0);
    const fixed = valuesOf(await simulate(model, options));
    valuesOf(loose).forEach((value, i) => {
      expect(Math.abs(value - (fixed[i] ?? Number.NaN))).toBeLessThan(1e-5);
    });
  });

  it("are reported where they can't be short enough", async () => {
    const run = await simulate(model, { adaptive: { rtol: 0, atol: 1e-9, halvings: 2 } });
    expect(ensembleOf(run).refinement?.forced.at(-1)).toBe(run.plan.paths * run.plan.steps);
    expect(run.warnings.at(-1)).toMatch(
      /^100 % of steps stayed above the tolerance even in parts of 0\.0625/,
    );
  });

  it("don't go on refining a path that is lost", async () => {
    const escaping = defineModel({
      name: "escaping",
      interpretation: "ito",
      parameters: {},
      state: { x: 2 },
      drift: { x: "x^2" },
      diffusion: { x: "0.1*x" },
      run: { tEnd: 10, dt: 0.1, paths: 2000 },
    });
    const run = await simulate(escaping, { adaptive: { halvings: 12 }, nonFinite: "count" });
    expect(ensembleOf(run).lost?.paths.at(-1)).toBe(2000);
    // Every path escapes at t ≈ ½: 4096 parts for each step thereafter would take a minute.
    expect(run.timings.run).toBeLessThan(10_000);
  });

  it("count no step of a path that was stopped as too inaccurate", async () => {
    const options = { adaptive: { rtol: 1e-2, atol: 1e-3, halvings: 8 }, tEnd: 8 } as const;
    for (const backend of ["wasm", "interpreter"] as const) {
      const run = await simulate(stopping, { ...options, backend });
      const { refinement, violations } = ensembleOf(run);
      expect(violations["x"]?.at(-1)).toBe(40);
      // All are stopped long before the end, after which nothing is wrong with them.
      expect(refinement?.forced.at(-1)).toBe(refinement?.forced.at(16));
      expect(run.warnings.join()).not.toContain("stayed above the tolerance");
    }
  });

  it.each([
    [{ scheme: "euler-maruyama" }, /^euler-maruyama can't adapt its steps: .* estimate/],
    [{ adaptive: { rtol: -1 } }, /^rtol is -1, expected a number from 0 on$/],
    [{ adaptive: { atol: 0 } }, /^atol is 0, expected a number above 0$/],
    [{ adaptive: { halvings: 13 } }, /^halvings is 13, expected a whole number from 1 to 12$/],
  ] as const)("are refused for %j", async (options, message) => {
    await expect(simulate(model, { adaptive: true, ...options })).rejects.toThrow(message);
  });
});
