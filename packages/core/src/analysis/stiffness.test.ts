import { describe, expect, it } from "vitest";
import { defineModel } from "../model/define-model.ts";
import { stiffness } from "./stiffness.ts";

const ode = (x: number, drift: string) =>
  defineModel({
    name: "ode",
    interpretation: "ito",
    parameters: {},
    state: { x },
    drift: { x: drift },
    diffusion: {},
    run: { tEnd: 1, dt: 0.001 },
  });

describe("stiffness", () => {
  it("of a drift that changes with time is that of its worst time", () => {
    const { largestStep } = stiffness(ode(1, "1 - (1 + 1000*t)*x"), new Map(), []);
    expect(largestStep).toBeCloseTo(2 / 1001, 4);
  });

  it("isn't that of a way that escapes to infinity", () => {
    // x(t) = 3/(1 − 3t) is gone at t = 1/3.
    const { largestStep } = stiffness(ode(3, "x^2 - 1e-9*x^3"), new Map(), []);
    expect(largestStep === undefined || largestStep > 1e-9).toBe(true);
  });
});
