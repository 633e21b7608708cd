import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { constant, elementwise, variable } from "../graph/build.ts";
import { evaluateTemplate } from "../graph/evaluate.ts";
import type { Node } from "../graph/node.ts";
import { parseEquation } from "./equation-parser.ts";
import { expressionText, factorText } from "./expression-text.ts";

const x = variable("x");
const y = variable("y");
const names = new Map<string, Node>([
  ["x", x],
  ["y", y],
]);
const parse = (text: string): Node => parseEquation(text, "drift of x", names);
const again = (text: string): string => expressionText(parse(text));

describe("expressionText", () => {
  it.each([
    "x + y",
    "x - (y - 1)",
    "x*(y + 1)",
    "x/(x*y)",
    "x/y/2",
    "(x^y)^2",
    "x^y^2",
    "-x^2",
    "(-x)^2",
    "x^(-2)",
    "-x*y - 2",
    "1e-7*x",
    "if(x < y, x, y + 1)",
    "max(x, sqrt(y))",
    "2*pi*x",
  ])("keeps %s as it is", (text) => {
    expect(again(text)).toBe(text);
  });

  it.each([
    ["((x))*(y)", "x*y"],
    ["x + (y + 1)", "x + y + 1"],
    ["x + (-y)", "x - y"],
    ["x - (-y*2)", "x + y*2"],
    ["-(-x)", "x"],
    ["x > y + 1", undefined],
    ["if(x >= y, 1, 0)", "if(y <= x, 1, 0)"],
    ["x*-y", "x*(-y)"],
    ["+x**2", "x^2"],
  ])("writes %s as %s", (text, expected) => {
    if (expected === undefined) expect(() => again(text)).toThrow("comparison");
    else expect(again(text)).toBe(expected);
  });

  it("puts a sum into parentheses when it is a factor", () => {
    expect(factorText(parse("x + 1"))).toBe("(x + 1)");
    expect(factorText(parse("2*x"))).toBe("2*x");
  });

  it("is read back to a formula with the same values", () => {
    const node = fc.letrec<{ formula: Node }>((tie) => ({
      formula: fc.oneof(
        { maxDepth: 5 },
        fc.constantFrom<Node>(x, y),
        fc.integer({ min: -3, max: 3 }).map((value): Node => constant(value)),
        fc
          .tuple(fc.constantFrom("add", "sub", "mul", "div", "min"), tie("formula"), tie("formula"))
          .map(([op, a, b]) => elementwise(op, a, b)),
        fc
          .tuple(fc.constantFrom("neg", "abs", "tanh"), tie("formula"))
          .map(([op, a]) => elementwise(op, a)),
        fc
          .tuple(tie("formula"), fc.integer({ min: 0, max: 3 }))
          .map(([a, n]) => elementwise("pow", a, constant(n))),
        fc
          .tuple(tie("formula"), tie("formula"), tie("formula"))
          .map(([a, b, c]) => elementwise("select", elementwise("less", a, b), b, c)),
      ),
    })).formula;
    fc.assert(
      fc.property(node, (formula) => {
        // Sums may be regrouped, so exact rationals in the small: values agree to rounding.
        const values = new Map([
          ["x", 0.5],
          ["y", -2],
        ]);
        const before = evaluateTemplate(formula, values);
        const after = evaluateTemplate(parse(expressionText(formula)), values);
        if (!Number.isFinite(before)) return;
        expect(Math.abs(after - before)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(before)));
      }),
      { numRuns: 300, seed: 7 },
    );
  });
});
