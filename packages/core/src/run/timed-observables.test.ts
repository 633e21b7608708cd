import { expect, it } from "vitest";
import { defineModel } from "../model/define-model.ts";
import { simulate } from "./simulate.ts";

it.each([
  ["cos(3*t)", "t > 0.45"],
  ["3*t", "3*t > 1.6"],
  ["x + sin(t)", "x > 1 + sin(t)"],
  ["cos(3*t)", "cos(3*t) > 0 and x > exp(-t)"],
])("the observable %s is what it is at each time, beside the event %s", async (c, up) => {
  const model = defineModel({
    name: "timed",
    interpretation: "ito",
    parameters: {},
    state: { x: 1 },
    drift: { x: "-x" },
    diffusion: { x: 0 },
    observables: { c },
    events: { up },
  });
  for (const dtype of ["float32", "float64"] as const) {
    const options = { dtype, paths: 300, tEnd: 1, dt: 0.1, every: 0.5, scheme: "euler-maruyama" };
    const found = await simulate(model, options);
    const oracle = await simulate(model, { ...options, backend: "interpreter" });
    const [wasm, expected] = [found, oracle].map(({ ensembles }) => ensembles[0]);
    for (const [k, mean] of (expected?.series[1]?.mean ?? []).entries())
      expect(wasm?.series[1]?.mean[k]).toBeCloseTo(mean, 5);
    expect(wasm?.events).toEqual(expected?.events);
  }
});
