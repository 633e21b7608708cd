import { defineModel } from "@driftgraph/core";
import { describe, expect, it } from "vitest";
import { planeOf } from "./plane.ts";
import { eigenvalueText, lookOf, restPoints } from "./rest-points.ts";

const parameters = { K: 0.5, n: 6 };
const repressed = (by: string, own: string) => `K^n/(K^n + ${by}^n) - ${own}`;

function logged(drift: Record<string, string>) {
  const model = defineModel({
    name: "circuit",
    interpretation: "ito",
    parameters,
    state: Object.fromEntries(Object.keys(drift).map((name) => [name, 0.5])),
    drift,
    diffusion: {},
  });
  return { model, parameters: new Map(Object.entries(parameters)) };
}

describe("the plane of two species", () => {
  it("has the model's drift, the others held", () => {
    const ring = logged({ A: repressed("B", "A"), B: repressed("C", "B"), C: repressed("A", "C") });
    const plane = planeOf(ring, "B", "A", new Map([["C", 0.5]]), 0);
    const [dB, dA] = plane.drift(0.2, 0.7);
    expect(dB).toBeCloseTo(0.5 - 0.2, 12);
    expect(dA).toBeCloseTo(0.5 ** 6 / (0.5 ** 6 + 0.2 ** 6) - 0.7, 12);
    expect([...plane.held]).toEqual([["C", 0.5]]);
  });

  it("is symmetric for the switch, and not when one gene decays faster", () => {
    const even = logged({ x: repressed("y", "x"), y: repressed("x", "y") });
    expect(planeOf(even, "x", "y", new Map(), 0).symmetric).toBe(true);
    const uneven = logged({ x: repressed("y", "x"), y: repressed("x", "2*y") });
    expect(planeOf(uneven, "x", "y", new Map(), 0).symmetric).toBe(false);
  });
});

describe("points of rest", () => {
  it("of the switch are two stable ones and a saddle", () => {
    const { points } = restPoints(logged({ x: repressed("y", "x"), y: repressed("x", "y") }));
    expect(points.map(lookOf)).toEqual(["stable", "saddle", "stable"]);
  });

  it("have eigenvalues in words, of a pair once", () => {
    const { points } = restPoints(logged({ x: "-x - 2*y", y: "2*x - y" }));
    expect(points.map(eigenvalueText)).toEqual(["−1 ± 2 i"]);
  });
});
