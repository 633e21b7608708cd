import { defineModel } from "@driftgraph/core";

/** Two genes that repress each other: from the middle, each path falls to one of two stable states. */
export default defineModel({
  name: "toggle-switch",
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
  run: { paths: 50_000, tEnd: 9, dt: 0.1 },
});
