import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { variable } from "../graph/build.ts";
import { evaluateTemplate } from "../graph/evaluate.ts";
import { defineModel } from "./define-model.ts";
import { parseEquation } from "./equation-parser.ts";
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

/** The influence of x on y's drift, where x is never negative and y any number. */
const influenceOn = (drift: string, positivity: "clip" | "allow" = "clip") => {
  const model = defineModel({
    name: "pair",
    interpretation: "ito",
    parameters: { K: 0.5, n: 2.5, m: 3, V: 2, a: -1 },
    state: { x: 1, y: 0 },
    drift: { x: 0, y: drift },
    diffusion: { x: 1, y: 1 },
    positivity: { x: positivity },
  });
  const values = new Map(Object.entries({ K: 0.5, n: 2.5, m: 3, V: 2, a: -1 }));
  return influences(model, values).find(({ from, to }) => from === "x" && to === "y")?.influence;
};

describe("the sign of a drift's derivative", () => {
  it.each([
    ["activates", "hillActivation(x, K, n)"],
    ["activates", "x^n/(K^n + x^n) - y"],
    ["activates", "V*x/(K + x)"],
    ["activates", "1 - K/(K + x)"],
    ["activates", "V*(x/K)^n/(1 + (x/K)^n)"],
    ["activates", "sqrt(x)*exp(-y)"],
    ["activates", "1/(1 + exp(-x))"],
    ["activates", "tanh(x)"],
    ["activates", "x*x + m*x"],
    ["represses", "hillRepression(x, K, n) - y"],
    ["represses", "a*x*exp(y)"],
    ["represses", "y*0 - log(1 + x)"],
    ["represses", "exp(-x/K)"],
    ["represses", "V/(1 + x/K + (x/K)^2)"],
    ["none", "y"],
    ["none", "(x + 1)^2 - x^2 - 2*x + y"],
    ["none", "x/(1 + x) + 1/(1 + x)"],
    ["activates", "max(x, K)"],
    ["activates", "abs(x)"],
    ["mixed", "x*y"],
    ["mixed", "x - 2*floor(x)"],
    ["mixed", "if(x < K, 1, 0)"],
    ["mixed", "sin(x)"],
    ["mixed", "x - x^2"],
    ["mixed", "x/(K + x^2)"],
  ])("%s: %s", (influence, drift) => {
    expect(influenceOn(drift)).toBe(influence);
  });

  it.each([
    ["activates", "x^m"],
    ["mixed", "x^2"],
    ["mixed", "1/(1 + x^4)"],
    ["activates", "x - y^2*tanh(-x)"],
  ])("%s: %s, where x may be negative", (influence, drift) => {
    expect(influenceOn(drift, "allow")).toBe(influence);
  });

  it("is never contradicted by finite differences, whatever the formula", () => {
    const { tree } = fc.letrec<{ tree: string }>((tie) => ({
      tree: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom("x", "y", "K", "V", "a", "2"),
        fc
          .tuple(tie("tree"), fc.constantFrom("+", "-", "*", "/"), tie("tree"))
          .map(([l, op, r]) => `(${l})${op}(${r})`),
        fc
          .tuple(fc.constantFrom("exp", "tanh", "sqrt", "abs"), tie("tree"))
          .map(([f, of]) => `${f}(${of})`),
        fc
          .tuple(tie("tree"), fc.constantFrom("2", "3", "m", "n", "(m - 1)"))
          .map(([l, n]) => `(${l})^${n}`),
      ),
    }));
    const symbols = new Map(
      ["x", "y", "K", "V", "a", "m", "n"].map((name) => [name, variable(name)]),
    );
    const parameters = { K: 0.5, n: 2.5, m: 3, V: 2, a: -1 };
    fc.assert(
      fc.property(
        tree,
        fc.double({ min: 0.1, max: 3, noNaN: true }),
        fc.double({ min: -2, max: 2, noNaN: true }),
        (text, x, y) => {
          const influence = influenceOn(text);
          const node = parseEquation(text, "test", symbols);
          const at = (shift: number): number =>
            evaluateTemplate(node, new Map(Object.entries({ ...parameters, x: x + shift, y })));
          const difference = at(1e-4) - at(-1e-4);
          const noise = 1e-9 * Math.max(1, Math.abs(at(0)));
          if (!Number.isFinite(difference) || !(noise < 1e6)) return;
          if (influence === "activates") expect(difference).toBeGreaterThan(-noise);
          if (influence === "represses") expect(difference).toBeLessThan(noise);
          if (influence === "none") expect(Math.abs(difference)).toBeLessThan(noise);
        },
      ),
      { numRuns: 400, seed: 3 },
    );
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

  it("can't prove it of a drift that leads below zero, or of one that isn't finite there", () => {
    const withDrift = (drift: string): Set<string> =>
      provedNonnegative(
        defineModel({
          name: "one",
          interpretation: "ito",
          parameters: {},
          state: { x: 1 },
          drift: { x: drift },
          diffusion: { x: "x" },
        }),
        new Map(),
      );
    expect(withDrift("-1 + x")).toEqual(new Set());
    expect(withDrift("-1/x")).toEqual(new Set());
    expect(withDrift("x*(-1/x)")).toEqual(new Set());
    expect(withDrift("log(x)")).toEqual(new Set());
    expect(withDrift("1 - x")).toEqual(new Set(["x"]));
  });

  it("can't prove it of a species that another leads below zero", () => {
    const model = defineModel({
      name: "chain",
      interpretation: "ito",
      parameters: {},
      state: { x: 1, y: 1 },
      drift: { x: "-1", y: "x - y" },
      diffusion: { x: "x", y: "y" },
    });
    expect(provedNonnegative(model, new Map())).toEqual(new Set());
  });
});
