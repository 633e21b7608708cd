import { describe, expect, it } from "vitest";
import { defineModel } from "../model/define-model.ts";
import { roundedSpecies } from "./rounding.ts";

function names(drift: string, diffusion: string, dt: number, xs: readonly number[]): string[] {
  const model = defineModel({
    name: "rounded",
    interpretation: "ito",
    parameters: {},
    state: { x: 1 },
    drift: { x: drift },
    diffusion: { x: diffusion },
  });
  const states = xs.map((x, time) => ({ time, x: [x] }));
  return roundedSpecies(model, new Map(), dt, states).map(({ name }) => name);
}

describe("roundedSpecies", () => {
  it.each([
    ["slow growth of a large value", "0.3", "0.01", 0.01, [20_000, 20_300]],
    ["a clock of small steps", "1", "0", 1e-4, [0, 50, 100]],
    ["little noise about a large mean", "1e6 - x", "1", 1e-3, [1e6, 1e6]],
    ["tiny noise", "0", "1e-6", 1e-2, [1, 1]],
  ] as const)("are those of %s", (_, drift, diffusion, dt, xs) => {
    expect(names(drift, diffusion, dt, xs)).toEqual(["x"]);
  });

  it.each([
    ["a circuit", "1/(1 + x^2) - x", "0.1*x", 0.1, [0.5, 0.7]],
    ["what comes to rest", "-x", "0", 0.01, [1000, 1, 0]],
    ["what stands still", "0", "0", 0.1, [5, 5]],
    ["copy numbers", "1e5 - x", "1000", 0.01, [1e5, 1e5]],
  ] as const)("aren't those of %s", (_, drift, diffusion, dt, xs) => {
    expect(names(drift, diffusion, dt, xs)).toEqual([]);
  });
});
