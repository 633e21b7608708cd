import { expect, it } from "vitest";
import { defineModel } from "../model/define-model.ts";
import { simulate } from "./simulate.ts";

it("an observable without a value on some paths is told of, with how many they are", async () => {
  const model = defineModel({
    name: "partial",
    interpretation: "ito",
    parameters: {},
    state: { x: 0.3 },
    drift: { x: "-x" },
    diffusion: { x: 1 },
    observables: { l: "log(x)" },
  });
  for (const backend of ["wasm", "interpreter"] as const) {
    const options = { backend, paths: 500, tEnd: 1, dt: 0.1, nonFinite: "count" } as const;
    const { ensembles, warnings } = await simulate(model, options);
    const count = ensembles[0]?.series[1]?.count.at(-1) ?? Number.NaN;
    expect(count).toBeGreaterThan(100);
    expect(count).toBeLessThan(400);
    expect(warnings.filter((text) => text.includes("finite"))).toEqual([
      expect.stringMatching(`^l isn't finite on ${500 - count} of 500 paths .* at the end`),
    ]);
  }
});
