import { defineModel, type Model } from "@driftgraph/core";

/** Growth at a noisy rate: the logarithm is Brownian motion with drift. */
export const geometricBrownianMotion: Model = defineModel({
  name: "geometric-brownian-motion",
  title: "Geometric Brownian motion",
  description: "dx = μx dt + σx dW; E[x] = x₀ exp(μt), and log x is normal with variance σ²t.",
  source: "F. Black & M. Scholes, J. Polit. Econ. 81 (1973) 637–654",
  interpretation: "ito",
  units: { time: "year" },
  parameters: {
    mu: { value: 0.05, title: "growth rate", unit: "1/year" },
    sigma: { value: 0.2, title: "volatility", unit: "1/√year" },
    x0: { value: 1, title: "initial value" },
  },
  state: { x: "x0" },
  drift: { x: "mu*x" },
  diffusion: { x: "sigma*x" },
  observables: { logx: { value: "log(x)", title: "logarithm of x" } },
  run: { paths: 20_000, tEnd: 1, dt: 0.01 },
});
