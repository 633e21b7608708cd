import { describe, expect, it } from "vitest";
import { evaluateTemplate } from "../graph/evaluate.ts";
import { defineModel } from "./define-model.ts";
import { expressionText } from "./expression-text.ts";
import { interpretedAs } from "./ito.ts";
import { proveNoise } from "./noise-structure.ts";

const of = (diffusion: Parameters<typeof define>[0]) => proveNoise(define(diffusion)).structure;
const define = (diffusion: object) =>
  defineModel({
    name: "noise",
    interpretation: "ito",
    parameters: { s: 0.1 },
    state: { x: 1, y: 1 },
    drift: { x: 0, y: 0 },
    diffusion: diffusion as { x: string },
  });

describe("proveNoise", () => {
  it.each([
    ["none", {}],
    ["none", { x: "s - s" }],
    ["additive", { x: "s*t", y: 1 }],
    ["additive", { W: { x: "s", y: "2*s" } }],
    ["additive", { x: "(x + s)*(x - s) - x^2" }],
    ["diagonal-own", { x: "s*x", y: "sqrt(y)" }],
    ["diagonal", { x: "s*x*y", y: 1 }],
    ["commutative", { W: { x: "s*x", y: "x*y" } }],
    ["commutative", { W1: { x: "x", y: "y" }, W2: { x: "s*x", y: "2*s*y" } }],
    ["commutative", { W1: { x: "sqrt(x)" }, W2: { x: "2*sqrt(x)" } }],
    ["commutative", { W1: { x: "1/(1 + x)", y: "y" }, W2: { x: "s/(1 + x)", y: "s*y" } }],
    ["diagonal-own", { x: "sign(x)", y: 1 }],
    ["diagonal-own", { x: "if(x < 1, s, 2*s)" }],
    ["diagonal", { x: "1 + floor(y)", y: 1 }],
    ["general", { W1: { x: "sign(x)" }, W2: { x: 1 } }],
    ["general", { W1: { x: "sqrt(x)" }, W2: { x: "x" } }],
    ["general", { W1: { x: "x*y", y: "y" }, W2: { x: "y" } }],
  ])("proves %s of %o", (structure, diffusion) => {
    expect(of(diffusion)).toBe(structure);
  });

  it("says why", () => {
    expect(proveNoise(define({ x: "s*x*y", y: 1 })).reason).toBe(
      "each species has its own Wiener process, but the diffusion of x depends on y",
    );
    expect(proveNoise(define({ common: { x: "s*x", y: "y" } })).reason).toBe(
      "one Wiener process drives all noise, and the diffusion of x depends on x",
    );
    expect(proveNoise(define({ W1: { x: "x" }, W2: { x: 1 } })).reason).toBe(
      "W1 and W2 could not be proved to commute, and the diffusion of x depends on x",
    );
  });
});

describe("interpretedAs", () => {
  const stratonovich = defineModel({
    name: "geometric",
    interpretation: "stratonovich",
    parameters: { a: 1, b: 0.8 },
    state: { x: 1 },
    drift: { x: "a*x" },
    diffusion: { x: "b*x" },
  });

  it("adds half of the diffusion times its derivative for Itô", () => {
    const [drift] = interpretedAs(stratonovich, "ito").drift;
    if (!drift) throw new Error("no drift");
    expect(
      evaluateTemplate(
        drift,
        new Map([
          ["a", 1],
          ["b", 0.8],
          ["x", 2],
        ]),
      ),
    ).toBeCloseTo(2 + 0.32 * 2, 14);
    expect(expressionText(drift)).toContain("0.5*");
  });

  it("comes back to the same drift", () => {
    const back = interpretedAs(interpretedAs(stratonovich, "ito"), "stratonovich").drift[0];
    if (!back) throw new Error("no drift");
    expect(
      evaluateTemplate(
        back,
        new Map([
          ["a", 1],
          ["b", 0.8],
          ["x", 2],
        ]),
      ),
    ).toBeCloseTo(2, 14);
  });
});
