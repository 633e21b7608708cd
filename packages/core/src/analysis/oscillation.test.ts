import { describe, expect, it } from "vitest";
import { defineModel } from "../model/define-model.ts";
import { shortestPeriod } from "./oscillation.ts";

/** A rotation with a period of 2 that decays, and a slow one beside it. */
const rotations = defineModel({
  name: "rotations",
  interpretation: "ito",
  parameters: { k: 0.3 },
  state: { x: 1, y: 0, u: 1, v: 0 },
  drift: {
    x: "-k*x - 3.141592653589793*y",
    y: "3.141592653589793*x - k*y",
    u: "-0.1*v",
    v: "0.1*u",
  },
  diffusion: { x: 0.1, y: 0.1, u: 0, v: 0 },
});

describe("shortestPeriod", () => {
  it("is that of the fastest rotation that lasts so long", () => {
    expect(shortestPeriod(rotations, new Map([["k", 0.3]]), 5)).toBeCloseTo(2, 6);
    expect(shortestPeriod(rotations, new Map([["k", 3]]), 5)).toBeCloseTo(20 * Math.PI, 6);
  });

  it("is infinite where nothing rotates", () => {
    const calm = { name: "calm", interpretation: "ito", parameters: {} } as const;
    const model = defineModel({
      ...calm,
      state: { x: 1 },
      drift: { x: "-x" },
      diffusion: { x: 1 },
    });
    expect(shortestPeriod(model, new Map(), 1)).toBe(Number.POSITIVE_INFINITY);
  });
});
