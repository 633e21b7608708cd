import { describe, expect, it } from "vitest";
import { variable } from "../graph/build.ts";
import { evaluateTemplate } from "../graph/evaluate.ts";
import { SCALAR } from "../graph/shape.ts";
import { halve } from "./brownian-bridge.ts";

const NAMES = ["xi", "eta", "zeta", "theta"] as const;
const [xi, eta, zeta, theta] = NAMES.map((name) => variable(name, SCALAR));

/** The halves' normals (ξ₁, η₁, ξ₂, η₂) of a whole's (ξ, η) and a bridge's (ζ, θ). */
function halved(values: readonly number[]): number[] {
  if (!xi || !eta || !zeta || !theta) return expect.fail();
  const { left, right } = halve({ xi, eta }, zeta, theta);
  const byName = new Map(NAMES.map((name, i) => [name, values[i] ?? Number.NaN]));
  return [left.xi, left.eta, right.xi, right.eta].map((node) => evaluateTemplate(node, byName));
}

/** What a Wiener process grows by over a length h, and its integral from its start. */
function increments(a: number, b: number, h: number): { w: number; integral: number } {
  return { w: Math.sqrt(h) * a, integral: (h ** 1.5 / 2) * (a + b / Math.sqrt(3)) };
}

describe("halving an interval of a Wiener process", () => {
  it("keeps its growth and its integral", () => {
    const [a = 0, b = 0, c = 0, d = 0] = halved([0.7, -1.3, 0.4, 2.1]);
    const whole = increments(0.7, -1.3, 1);
    const [first, second] = [increments(a, b, 1 / 2), increments(c, d, 1 / 2)];
    expect(first.w + second.w).toBeCloseTo(whole.w, 14);
    expect(first.integral + first.w / 2 + second.integral).toBeCloseTo(whole.integral, 14);
  });

  it("is a rotation: of independent normals it makes independent normals", () => {
    const columns = NAMES.map((_, i) => halved(NAMES.map((__, j) => (i === j ? 1 : 0))));
    for (const [i, a] of columns.entries()) {
      for (const [j, b] of columns.entries()) {
        const product = a.reduce((sum, value, k) => sum + value * (b[k] ?? Number.NaN), 0);
        expect(product).toBeCloseTo(i === j ? 1 : 0, 14);
      }
    }
  });
});
