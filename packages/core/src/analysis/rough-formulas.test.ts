import { describe, expect, it } from "vitest";
import { defineModel } from "../model/define-model.ts";
import { roughFormulas, roughnessNote } from "./rough-formulas.ts";

const formulas = (
  drift: string,
  diffusion: string,
  { positivity = "allow", n = 2 }: { positivity?: "allow" | "clip"; n?: number } = {},
): string[] => {
  const model = defineModel({
    name: "rough",
    interpretation: "ito",
    parameters: { n },
    state: { x: 1 },
    drift: { x: drift },
    diffusion: { x: diffusion },
    positivity,
  });
  return roughFormulas(model, new Map([["n", n]])).map(
    ({ formula, where }) => `${formula} in the ${where}`,
  );
};

describe("roughFormulas", () => {
  it.each([
    ["-x^3 + exp(-x)", "0.5*x"],
    ["1/(1 + x^n)", "sqrt(1 + x^2)"],
    ["-x", "0.3"],
    ["-x*abs(n)", "0.3"], // of parameters alone
  ])("finds none in dx = (%s) dt + (%s) dW", (drift, diffusion) => {
    expect(formulas(drift, diffusion)).toEqual([]);
  });

  it.each([
    ["if(x > 0, -2, 2)", "0.5", "if(0 < x, -2, 2) in the drift of x"],
    ["-sign(x)", "0.5", "sign(x) in the drift of x"],
    ["-x", "0.5*abs(x)", "abs(x) in the diffusion of x"],
    ["-x", "max(x, 1)", "max(x, 1) in the diffusion of x"],
  ])("finds corners and jumps in dx = (%s) dt + (%s) dW", (drift, diffusion, found) => {
    expect(formulas(drift, diffusion)).toEqual([found]);
  });

  it("finds roots and broken powers of what may become zero, and no others", () => {
    const clip = { positivity: "clip" } as const;
    expect(formulas("1 - x", "sqrt(x)", clip)).toEqual(["sqrt(x) in the diffusion of x"]);
    expect(formulas("1 - x", "sqrt(0.1 + x)", clip)).toEqual([]);
    expect(formulas("1/(1 + x^n)", "x", { ...clip, n: 2.5 })).toEqual(["x^n in the drift of x"]);
    expect(formulas("1/(1 + x^n)", "x", { ...clip, n: 4.5 })).toEqual([]);
  });

  it("is said in a sentence", () => {
    const model = defineModel({
      name: "rough",
      interpretation: "ito",
      parameters: {},
      state: { x: 1 },
      drift: { x: "-abs(x)" },
      diffusion: { x: "sqrt(x)" },
    });
    expect(roughnessNote(model, new Map())).toBe(
      "orders are proved for smooth coefficients, which abs(x) in the drift of x and sqrt(x) in the diffusion of x aren't everywhere: they may be lower here",
    );
  });
});
