import { defineModel, type Model } from "@driftgraph/core";

/** A price whose volatility is random and correlated with it. */
export const heston: Model = defineModel({
  name: "heston",
  title: "Heston model",
  description:
    "A price S with stochastic variance v: dS = μS dt + √v S dW₁, dv = κ(θ − v) dt + ξ√v dW₂, " +
    "with correlation ρ between the two noises, written by independent ones.",
  source: "S. L. Heston, Rev. Financ. Stud. 6 (1993) 327–343",
  interpretation: "ito",
  units: { time: "year" },
  parameters: {
    mu: { value: 0.05, title: "growth rate", unit: "1/year" },
    kappa: { value: 2, title: "rate of mean reversion", unit: "1/year" },
    theta: { value: 0.04, title: "long-run variance" },
    xi: { value: 0.3, title: "volatility of volatility" },
    rho: { value: -0.7, title: "correlation" },
  },
  titles: { S: "price", v: "variance" },
  state: { S: 100, v: 0.04 },
  drift: { S: "mu*S", v: "kappa*(theta - v)" },
  diffusion: {
    W1: { S: "sqrt(v)*S", v: "rho*xi*sqrt(v)" },
    W2: { v: "sqrt(1 - rho^2)*xi*sqrt(v)" },
  },
  positivity: { v: "clip" },
  observables: { volatility: { value: "sqrt(v)", title: "volatility" } },
  run: { paths: 20_000, tEnd: 1, dt: 0.004 },
});
