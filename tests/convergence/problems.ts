import { defineModel, type Model } from "@driftgraph/core";

/** A problem on [0, 1] whose strong solution is a function of W at the end. */
export interface Problem {
  readonly name: string;
  readonly model: Model;
  exact(w: number): number;
}

// Kloeden & Platen, Numerical Solution of Stochastic Differential Equations (1992), section 4.4.

export const geometric: Problem = {
  name: "geometric",
  model: defineModel({
    name: "geometric",
    interpretation: "ito",
    parameters: { a: 1.01, b: 0.87 },
    state: { x: 0.5 },
    drift: { x: "a*x" },
    diffusion: { x: "b*x" },
  }),
  exact: (w) => 0.5 * Math.exp(1.01 - 0.87 ** 2 / 2 + 0.87 * w),
};

export const cubic: Problem = {
  name: "cubic",
  model: defineModel({
    name: "cubic",
    interpretation: "ito",
    parameters: {},
    state: { x: 0.5 },
    drift: { x: "-x*(1 - x^2)/4" },
    diffusion: { x: "(1 - x^2)/2" },
  }),
  exact: (w) => (1.5 * Math.exp(w) - 0.5) / (1.5 * Math.exp(w) + 0.5),
};

export const additive: Problem = {
  name: "additive",
  model: defineModel({
    name: "additive",
    interpretation: "ito",
    parameters: { alpha: 10, beta: 0.05 },
    state: { x: 1 },
    drift: { x: "beta/sqrt(1 + t) - x/(2*(1 + t))" },
    diffusion: { x: "alpha*beta/sqrt(1 + t)" },
  }),
  exact: (w) => (1 + 0.05 * (1 + 10 * w)) / Math.sqrt(2),
};

export const decay: Problem = {
  name: "decay (no noise)",
  model: defineModel({
    name: "decay",
    interpretation: "ito",
    parameters: {},
    state: { x: 1 },
    drift: { x: "-x + sin(t)" },
    diffusion: {},
  }),
  exact: () => 1.5 * Math.exp(-1) + (Math.sin(1) - Math.cos(1)) / 2,
};

/** The geometric problem in Stratonovich form, where the drift is a − b²/2. */
export const stratonovich: Problem = {
  name: "geometric, Stratonovich",
  model: defineModel({
    name: "geometric-stratonovich",
    interpretation: "stratonovich",
    parameters: { a: 1.01, b: 0.87 },
    state: { x: 0.5 },
    drift: { x: "(a - b^2/2)*x" },
    diffusion: { x: "b*x" },
  }),
  exact: geometric.exact,
};
