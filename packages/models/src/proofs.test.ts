import {
  influences,
  type Model,
  modelEquations,
  provedNonnegative,
  proveNoise,
  simulate,
} from "@driftgraph/core";
import { describe, expect, it } from "vitest";
import { models } from "./index.ts";

/** The model's own values of its parameters, as a run has them. */
async function parametersOf(model: Model): Promise<ReadonlyMap<string, number>> {
  const { ensembles } = await simulate(model, { paths: 1, tEnd: model.run.dt });
  return new Map(Object.entries(ensembles[0]?.parameters ?? {}));
}

describe("what is proved of the built-in models", () => {
  it.each<[keyof typeof models, string[]]>([
    ["switch", ["x1 represses x1", "x1 represses x2", "x2 represses x1", "x2 represses x2"]],
    [
      "repressilator",
      [
        "A represses A",
        "A represses C",
        "B represses A",
        "B represses B",
        "C represses B",
        "C represses C",
      ],
    ],
    ["geometric-brownian-motion", ["x activates x"]],
    ["ornstein-uhlenbeck", ["x represses x"]],
    ["cox-ingersoll-ross", ["x represses x"]],
    ["schloegl", ["X mixed X"]],
    [
      "lotka-volterra",
      [
        "prey mixed prey",
        "prey activates predators",
        "predators represses prey",
        "predators mixed predators",
      ],
    ],
    ["fitzhugh-nagumo", ["v mixed v", "v activates w", "w represses v", "w represses w"]],
    ["double-well", ["x mixed x"]],
    ["heston", ["S activates S", "v represses v"]],
  ])("%s: which species acts on which", async (name, expected) => {
    const model = models[name];
    const edges = influences(model, await parametersOf(model));
    const acting = edges.filter(({ influence }) => influence !== "none");
    expect(acting.map(({ from, influence, to }) => `${from} ${influence} ${to}`)).toEqual(expected);
  });

  it("noise structures, which their default schemes follow from", () => {
    const structures = Object.entries(models).map(([name, model]) => [
      name,
      proveNoise(model).structure,
    ]);
    expect(Object.fromEntries(structures)).toEqual({
      switch: "diagonal-own",
      repressilator: "diagonal-own",
      "geometric-brownian-motion": "diagonal-own",
      "ornstein-uhlenbeck": "additive",
      "cox-ingersoll-ross": "diagonal-own",
      schloegl: "general",
      "lotka-volterra": "diagonal-own",
      "fitzhugh-nagumo": "additive",
      "double-well": "additive",
      heston: "general",
    });
  });

  it("species that can't become negative", async () => {
    const proved = await Promise.all(
      Object.entries(models).map(async ([name, model]) => [
        name,
        [...provedNonnegative(model, await parametersOf(model))],
      ]),
    );
    expect(Object.fromEntries(proved)).toEqual({
      switch: ["x1", "x2"],
      repressilator: ["A", "B", "C"],
      "geometric-brownian-motion": ["x"],
      "ornstein-uhlenbeck": [],
      "cox-ingersoll-ross": ["x"],
      schloegl: ["X"],
      "lotka-volterra": ["prey", "predators"],
      "fitzhugh-nagumo": [],
      "double-well": [],
      heston: ["S", "v"],
    });
  });

  it("their equations", () => {
    const all = Object.values(models).flatMap((model) => modelEquations(model));
    expect(all.map(({ text }) => text).join("\n")).toMatchInlineSnapshot(`
      "dx1 = (K^n/(K^n + x2^n) - gamma*x1) dt + sigma*x1 dW_x1
      dx2 = (K^n/(K^n + x1^n) - gamma*x2) dt + sigma*x2 dW_x2
      dA = (K^n/(K^n + B^n) - gamma*A) dt + sigma*A dW_A
      dB = (K^n/(K^n + C^n) - gamma*B) dt + sigma*B dW_B
      dC = (K^n/(K^n + A^n) - gamma*C) dt + sigma*C dW_C
      dx = mu*x dt + sigma*x dW_x
      dx = theta*(mu - x) dt + sigma dW_x
      dx = kappa*(theta - x) dt + sigma*sqrt(x) dW_x
      dX = (k1*A*X*(X - 1)/2 - k2*X*(X - 1)*(X - 2)/6 + k3*B - k4*X) dt + sqrt(max(k1*A*X*(X - 1)/2, 0)) dW_forward - sqrt(max(k2*X*(X - 1)*(X - 2)/6, 0)) dW_backward + sqrt(k3*B) dW_inflow - sqrt(max(k4*X, 0)) dW_outflow
      dprey = (a*prey - b*prey*predators) dt + s*prey dW_prey
      dpredators = (c*prey*predators - d*predators) dt + s*predators dW_predators
      dv = (v - v^3/3 - w + current) dt + sigma dW_v
      dw = epsilon*(v + a - b*w) dt
      dx = -4*h*x*(x^2 - 1) dt + sigma dW_x
      dS = mu*S dt + sqrt(v)*S dW1
      dv = kappa*(theta - v) dt + rho*xi*sqrt(v) dW1 + sqrt(1 - rho^2)*xi*sqrt(v) dW2"
    `);
    for (const { mathml } of all) expect(mathml).toMatch(/^<math .*<\/math>$/);
  });
});
