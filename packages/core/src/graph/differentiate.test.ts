import { describe, expect, it } from "vitest";
import { constant, elementwise, variable } from "./build.ts";
import { differentiate } from "./differentiate.ts";
import { evaluateTemplate } from "./evaluate.ts";
import type { ElementwiseOp } from "./op.ts";

const x = variable("x");
const at = (value: number): Map<string, number> => new Map([["x", value]]);

function slope(build: (value: number) => number, value: number): number {
  const h = 1e-6;
  return (build(value + h) - build(value - h)) / (2 * h);
}

const UNARY: readonly ElementwiseOp[] = [
  "neg",
  "abs",
  "sqrt",
  "exp",
  "log",
  "sin",
  "cos",
  "tan",
  "asin",
  "acos",
  "atan",
  "sinh",
  "cosh",
  "tanh",
];

describe("differentiate", () => {
  it.each(UNARY)("matches finite differences for %s", (op) => {
    const f = elementwise(op, x);
    const [derivative = f] = differentiate([f], x);
    for (const value of [0.2, 0.5, 0.9]) {
      const expected = slope((v) => evaluateTemplate(f, at(v)), value);
      expect(evaluateTemplate(derivative, at(value))).toBeCloseTo(expected, 6);
    }
  });

  it("differentiates x^x by both rules of pow", () => {
    const f = elementwise("pow", x, x);
    const [derivative = f] = differentiate([f], x);
    expect(evaluateTemplate(derivative, at(2))).toBeCloseTo(4 * (Math.log(2) + 1), 12);
  });

  it("takes the branch that min, max and select take", () => {
    const low = elementwise("min", elementwise("mul", constant(3), x), constant(1));
    const [derivative = low] = differentiate([low], x);
    expect(evaluateTemplate(derivative, at(0.1))).toBe(3);
    expect(evaluateTemplate(derivative, at(0.9))).toBe(0);
  });

  it("gives a structural zero for what does not depend on the leaf", () => {
    const y = variable("y");
    const [derivative] = differentiate([elementwise("exp", y)], x);
    expect(derivative).toMatchObject({ op: "constant", attributes: { value: 0 } });
  });
});
