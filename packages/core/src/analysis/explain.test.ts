import { describe, expect, it } from "vitest";
import { defineModel } from "../model/define-model.ts";
import type { ModelDefinition } from "../model/definition.ts";
import { explain } from "./explain.ts";

const explained = (definition: Partial<ModelDefinition<string, string, string>>) =>
  explain(
    defineModel({
      name: "model",
      interpretation: "ito",
      parameters: {},
      state: { x: 1 },
      drift: { x: "1 - x" },
      diffusion: {},
      ...definition,
    }),
    new Map(),
  );

describe("explain", () => {
  it("names the default scheme of the proved structure, and why others don't apply", () => {
    const { noise, schemes } = explained({ diffusion: { x: "0.1*x" } });
    expect(noise.structure).toBe("diagonal-own");
    expect(schemes.find(({ isDefault }) => isDefault)).toMatchObject({
      name: "sriw1",
      order: { strong: 1.5, weak: 2 },
    });
    expect(schemes.find(({ name }) => name === "sra1")?.refusal).toContain("additive");
    expect(schemes.find(({ name }) => name === "stochastic-heun")?.converts).toBe(true);
  });

  it("gives the correction between the calculi where there is one", () => {
    expect(explained({ diffusion: { x: "0.5*x^2" } }).correction).toMatchObject([{ species: "x" }]);
    expect(explained({ diffusion: { x: 2 } }).correction).toEqual([]);
  });

  it("says how stiff a drift is, and the largest stable step", () => {
    const { stiffness } = explained({
      state: { x: 1, y: 1 },
      drift: { x: "-1000*(x - y)", y: "-y" },
      diffusion: {},
    });
    expect(stiffness.ratio).toBeCloseTo(1000, 6);
    expect(stiffness.largestStep).toBeCloseTo(0.002, 9);
  });

  it("of an oscillation the largest stable step is by its damping: 2 Re λ/|λ|²", () => {
    const { stiffness } = explained({
      state: { x: 1, y: 1 },
      drift: { x: "-0.1*x + 2*y", y: "-2*x - 0.1*y" },
      diffusion: {},
    });
    expect(stiffness.largestStep).toBeCloseTo(0.2 / 4.01, 12);
  });

  it("says what can leave its domain, and why", () => {
    const of = (diffusion: string, drift = "1 - x") =>
      explained({ drift: { x: drift }, diffusion: { x: diffusion } }).boundaries[0];
    expect(of("0.1*x")).toMatchObject({ stays: true });
    expect(of("0.1")).toMatchObject({
      stays: false,
      reasons: ["at zero the diffusion doesn't vanish"],
    });
    expect(of("0.1*x", "x - 1")).toMatchObject({
      stays: false,
      reasons: ["at zero the drift may lead below"],
    });
  });

  it("finds roots of what steps may make negative, unless a policy acts", () => {
    const root = { diffusion: { x: "sqrt(x)" } };
    expect(explained(root).undefinedFormulas).toEqual([
      { formula: "sqrt(x)", where: "diffusion of x", species: ["x"], beyondPositivity: false },
    ]);
    expect(explained({ ...root, positivity: "clip" }).undefinedFormulas).toEqual([]);
    expect(explained({ diffusion: { x: "sqrt(max(x, 0))" } }).undefinedFormulas).toEqual([]);
  });

  it("tells roots of what a policy doesn't keep, as beyond an upper bound", () => {
    const root = { diffusion: { x: "sqrt(x*(1 - x))" }, positivity: "clip" } as const;
    expect(explained(root).undefinedFormulas).toEqual([
      { formula: "sqrt(x*(1 - x))", where: "diffusion of x", species: [], beyondPositivity: true },
    ]);
    const bounded = { ...root, diffusion: { x: "sqrt(max(x*(1 - x), 0))" } };
    expect(explained(bounded).undefinedFormulas).toEqual([]);
  });

  it("says that equilibria of a drift with time are those of one moment", () => {
    expect(explained({ drift: { x: "sin(t) - x" } }).autonomous).toBe(false);
    expect(explained({}).autonomous).toBe(true);
  });
});
