import { describe, expect, it } from "vitest";
import { defineModel } from "./define-model.ts";
import { hillRepression } from "./functions.ts";
import { influences, provedNonnegative } from "./influence.ts";

const PARAMETERS = new Map([
  ["K", 0.5],
  ["n", 6],
  ["gamma", 0.98],
  ["sigma", 0.1],
]);

const inText = defineModel({
  name: "switch",
  interpretation: "ito",
  parameters: { K: 0.5, n: 6, gamma: 0.98, sigma: 0.1 },
  state: { x1: 0.5, x2: 0.5 },
  drift: { x1: "K^n/(K^n + x2^n) - gamma*x1", x2: "K^n/(K^n + x1^n) - gamma*x2" },
  diffusion: { x1: "sigma*x1", x2: "sigma*x2" },
});

const inFunctions = defineModel({
  name: "switch",
  interpretation: "ito",
  parameters: { K: 0.5, n: 6, gamma: 0.98, sigma: 0.1 },
  state: { x1: 0.5, x2: 0.5 },
  drift: {
    x1: ({ x1, x2, K, n, gamma }) => hillRepression(x2, K, n).sub(gamma.mul(x1)),
    x2: ({ x1, x2, K, n, gamma }) => hillRepression(x1, K, n).sub(gamma.mul(x2)),
  },
  diffusion: { x1: "sigma*x1", x2: "sigma*x2" },
});

describe("influences", () => {
  it.each([
    ["equation text", inText],
    ["functions", inFunctions],
  ])("proves that the genes of the switch repress each other, written as %s", (_, model) => {
    expect(influences(model, PARAMETERS)).toEqual([
      { from: "x1", to: "x1", influence: "represses" },
      { from: "x1", to: "x2", influence: "represses" },
      { from: "x2", to: "x1", influence: "represses" },
      { from: "x2", to: "x2", influence: "represses" },
    ]);
  });

  it("says mixed where the sign depends on the state, and none where there is no influence", () => {
    const model = defineModel({
      name: "wave",
      interpretation: "ito",
      parameters: {},
      state: { x: 1, y: 0 },
      drift: { x: "sin(y)", y: "x - x + y" },
      diffusion: { x: 1, y: 1 },
    });
    const found = influences(model, new Map()).map(
      ({ from, to, influence }) => `${from} ${influence} ${to}`,
    );
    expect(found).toEqual(["x none x", "x none y", "y mixed x", "y activates y"]);
  });
});

describe("provedNonnegative", () => {
  it("proves it of the switch, whose noise vanishes at zero", () => {
    expect(provedNonnegative(inText, PARAMETERS)).toEqual(new Set(["x1", "x2"]));
  });

  it("can't prove it of additive noise", () => {
    const model = defineModel({
      name: "ou",
      interpretation: "ito",
      parameters: {},
      state: { x: 1 },
      drift: { x: "1 - x" },
      diffusion: { x: 1 },
    });
    expect(provedNonnegative(model, new Map())).toEqual(new Set());
  });
});
