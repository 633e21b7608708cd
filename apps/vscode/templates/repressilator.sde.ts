import { defineModel } from "@driftgraph/core";

/** Three genes that repress each other in a ring, and oscillate (Elowitz & Leibler, Nature 403, 2000). */
export default defineModel({
  name: "repressilator",
  interpretation: "ito",
  parameters: {
    alpha: { value: 50, title: "strongest production" },
    n: { value: 4, title: "Hill coefficient" },
    gamma: { value: 1, title: "degradation rate" },
    sigma: { value: 0.05, title: "noise strength" },
  },
  state: { lacI: 1, tetR: 2, cI: 3 },
  drift: {
    lacI: "alpha/(1 + cI^n) - gamma*lacI",
    tetR: "alpha/(1 + lacI^n) - gamma*tetR",
    cI: "alpha/(1 + tetR^n) - gamma*cI",
  },
  diffusion: { lacI: "sigma*lacI", tetR: "sigma*tetR", cI: "sigma*cI" },
  run: { paths: 10_000, tEnd: 40, dt: 0.02 },
});
