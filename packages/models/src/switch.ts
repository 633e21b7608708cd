import { defineModel, type Model } from "@driftgraph/core";

/** Two genes that repress each other: a bistable switch, started at its unstable equilibrium. */
export const switchModel: Model = defineModel({
  name: "switch",
  title: "Bistable gene circuit",
  description:
    "Two genes repress each other. From the unstable equilibrium in the middle each path falls to " +
    "one of two stable states: one gene on, the other off.",
  source:
    "M. Holub, Using Deep Learning Libraries to Solve Stochastic Differential Equations (2018); " +
    "the circuit is that of T. S. Gardner, C. R. Cantor & J. J. Collins, Nature 403 (2000) 339–342",
  interpretation: "ito",
  parameters: {
    K: { value: 0.5, title: "repression threshold" },
    n: { value: 6, title: "Hill coefficient" },
    gamma: { value: "1/(1 + K^n)", title: "degradation rate" },
    sigma: { value: 0.1, title: "noise strength" },
  },
  titles: { x1: "protein 1", x2: "protein 2" },
  state: { x1: 0.5, x2: 0.5 },
  drift: {
    x1: "K^n/(K^n + x2^n) - gamma*x1",
    x2: "K^n/(K^n + x1^n) - gamma*x2",
  },
  diffusion: { x1: "sigma*x1", x2: "sigma*x2" },
  events: {
    on1: { when: "x1 - x2 > K", title: "gene 1 on, gene 2 off" },
    on2: { when: "x2 - x1 > K", title: "gene 2 on, gene 1 off" },
  },
  run: { paths: 50_000, tEnd: 9, dt: 0.1 },
});
