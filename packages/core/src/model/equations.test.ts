import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { variable } from "../graph/build.ts";
import { evaluateTemplate } from "../graph/evaluate.ts";
import { defineModel } from "./define-model.ts";
import { parseEquation } from "./equation-parser.ts";
import { modelEquations } from "./equations.ts";
import { expressionText } from "./expression-text.ts";

const names = new Map(["a", "b", "x"].map((name) => [name, variable(name)]));

describe("expressionText", () => {
  it.each([
    "a + b*x",
    "(a + b)*x",
    "a - (b - x)",
    "a/(b*x)",
    "a/b/x",
    "-a^2",
    "(-a)^2",
    "a^b^x",
    "(a^b)^x",
    "if(a < b, x, -x)",
    "exp(-a*x)/(1 + exp(-b))",
  ])("keeps %s", (text) => {
    expect(expressionText(parseEquation(text, "test", names))).toBe(text);
  });

  it("parses to the same values, whatever the expression", () => {
    const leaf = fc.constantFrom("a", "b", "x", "2", "0.5");
    const { tree } = fc.letrec<{ tree: string }>((tie) => ({
      tree: fc.oneof(
        { maxDepth: 5 },
        leaf,
        fc
          .tuple(tie("tree"), fc.constantFrom("+", "-", "*", "/"), tie("tree"))
          .map(([l, op, r]) => `(${l})${op}(${r})`),
        tie("tree").map((inner) => `-(${inner})`),
        tie("tree").map((inner) => `(${inner})^2`),
      ),
    }));
    const values = new Map([
      ["a", 1.3],
      ["b", -0.7],
      ["x", 2.1],
    ]);
    fc.assert(
      fc.property(tree, (text) => {
        const node = parseEquation(text, "test", names);
        const again = parseEquation(expressionText(node), "test", names);
        const [given, printed] = [node, again].map((of) => evaluateTemplate(of, values));
        // Sums and products are printed without the parentheses that only rounding would notice.
        if (given !== undefined && Number.isFinite(given) && Math.abs(given) < 1e12) {
          expect(Math.abs((printed ?? Number.NaN) - given)).toBeLessThanOrEqual(
            1e-9 * Math.max(1, Math.abs(given)),
          );
        }
      }),
    );
  });
});

describe("modelEquations", () => {
  const model = defineModel({
    name: "one",
    interpretation: "stratonovich",
    parameters: { gamma: 1, k_off: 1e-7 },
    state: { x1: 1, y: 0 },
    drift: { x1: "k_off - gamma*x1/2", y: 0 },
    diffusion: { x1: "sqrt(x1)" },
  });

  it("writes them as text", () => {
    expect(modelEquations(model).map(({ text }) => text)).toEqual([
      "dx1 = (k_off - gamma*x1/2) dt + sqrt(x1) ∘ dW_x1",
      "dy = 0",
    ]);
  });

  it("writes them as MathML with Greek letters, subscripts and fractions", () => {
    const [first] = modelEquations(model);
    expect(first?.mathml).toContain("<msub><mi>x</mi><mn>1</mn></msub>");
    expect(first?.mathml).toContain("<mi>γ</mi>");
    expect(first?.mathml).toContain("<msub><mi>k</mi><mi>off</mi></msub>");
    expect(first?.mathml).toMatch(/<mfrac>.*<mn>2<\/mn>.*<\/mfrac>/);
    expect(first?.mathml).toContain("<msqrt>");
  });
});
