import { describe, expect, it } from "vitest";
import { defineModel } from "./define-model.ts";
import { modelEquations } from "./equations.ts";
import { hillRepression } from "./functions.ts";
import type { Model } from "./model.ts";

const oneOf = (
  drift: string | number,
  diffusion: string | number,
  interpretation: Model["interpretation"] = "ito",
): Model =>
  defineModel({
    name: "one",
    interpretation,
    parameters: { gamma_1: 2, rate: 3, k: 1 },
    state: { x2: 1 },
    drift: { x2: drift },
    diffusion: { x2: diffusion },
  });

const textOf = (model: Model): string | undefined => modelEquations(model)[0]?.text;
const mathmlOf = (model: Model): string => modelEquations(model)[0]?.mathml ?? "";

/** The elements that were opened and not closed, or closed and not opened. */
function unbalanced(xml: string): string[] {
  const open: string[] = [];
  for (const [, close, name = "", empty] of xml.matchAll(/<(\/?)(\w+)[^>]*?(\/?)>/g)) {
    if (empty) continue;
    if (!close) open.push(name);
    else if (open.pop() !== name) return [`</${name}>`];
  }
  return open;
}

describe("modelEquations", () => {
  it("writes drift and diffusion as one reads them", () => {
    expect(textOf(oneOf("-gamma_1*x2", "k + x2"))).toBe("dx2 = -gamma_1*x2 dt + (k + x2) dW_x2");
    expect(textOf(oneOf(0, "-k*x2"))).toBe("dx2 = -k*x2 dW_x2");
    expect(textOf(oneOf("k", "-k*x2"))).toBe("dx2 = k dt - k*x2 dW_x2");
    expect(textOf(oneOf(1, 0))).toBe("dx2 = dt");
    expect(textOf(oneOf(0, 0))).toBe("dx2 = 0");
  });

  it("writes a Stratonovich integral with a circle", () => {
    expect(textOf(oneOf("k", "x2", "stratonovich"))).toBe("dx2 = k dt + x2 ∘ dW_x2");
    expect(mathmlOf(oneOf("k", "x2", "stratonovich"))).toContain("<mo>∘</mo>");
  });

  it("writes functions as it writes text", () => {
    const model = defineModel({
      name: "repressed",
      interpretation: "ito",
      parameters: { K: 0.5, n: 6, gamma: 1 },
      state: { x: 1, y: 0 },
      drift: {
        x: ({ x, y, K, n, gamma }) => hillRepression(y, K, n).sub(gamma.mul(x)),
        y: "K^n/(K^n + x^n) - gamma*y",
      },
      diffusion: { shared: { x: "x", y: "-y" } },
    });
    expect(modelEquations(model).map(({ text }) => text)).toEqual([
      "dx = (K^n/(K^n + y^n) - gamma*x) dt + x dW_shared",
      "dy = (K^n/(K^n + x^n) - gamma*y) dt - y dW_shared",
    ]);
  });

  it("typesets fractions, powers, Greek letters and indices", () => {
    const xml = mathmlOf(oneOf("k/(1 + x2^2) - gamma_1*x2", "sqrt(x2)"));
    expect(xml).toContain("<mfrac><mrow><mi>k</mi></mrow>");
    expect(xml).toContain("<msub><mi>γ</mi><mn>1</mn></msub>");
    expect(xml).toContain(
      "<msup><mrow><msub><mi>x</mi><mn>2</mn></msub></mrow><mrow><mn>2</mn></mrow></msup>",
    );
    expect(xml).toContain("<msqrt>");
    expect(xml).not.toContain("<mo>/</mo>");
  });

  it("puts a dot where a product would read as another name or number", () => {
    expect(mathmlOf(oneOf("2*x2", 0))).toContain("<mn>2</mn><mo>&#x2062;</mo>");
    expect(mathmlOf(oneOf("x2*2", 0))).toContain("<mo>·</mo><mn>2</mn>");
    expect(mathmlOf(oneOf("rate*k", 0))).toContain("<mi>rate</mi><mo>·</mo><mi>k</mi>");
  });

  it("is well-formed whatever the formula", () => {
    const formulas = [
      "if(x2 < k, -x2, 1e-7)",
      "-(-x2)*-3",
      "abs(floor(x2)) + sign(k)",
      "min(x2, max(k, 3))^-2",
      "x2 - -k/(x2 - -1)",
    ];
    for (const formula of formulas) {
      const xml = mathmlOf(oneOf(formula, formula, "stratonovich"));
      expect(unbalanced(xml)).toEqual([]);
      expect(xml.replaceAll(/<[^>]*>/g, "")).not.toMatch(/[<>]/);
    }
  });
});
