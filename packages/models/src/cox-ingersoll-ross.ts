import { defineModel, type Model } from "@driftgraph/core";

/** A mean-reverting process that can't become negative: an interest rate, or a gene's expression. */
export const coxIngersollRoss: Model = defineModel({
  name: "cox-ingersoll-ross",
  title: "Cox–Ingersoll–Ross process",
  description:
    "dx = κ(θ − x) dt + σ√x dW; stays above zero if 2κθ ≥ σ² (Feller's condition). " +
    "E[x] = θ + (x₀ − θ) exp(−κt).",
  source: "J. C. Cox, J. E. Ingersoll & S. A. Ross, Econometrica 53 (1985) 385–407",
  interpretation: "ito",
  parameters: {
    kappa: { value: 2, title: "rate of mean reversion" },
    theta: { value: 0.5, title: "long-run mean" },
    sigma: { value: 0.5, title: "volatility" },
  },
  state: { x: 1 },
  drift: { x: "kappa*(theta - x)" },
  diffusion: { x: "sigma*sqrt(x)" },
  positivity: "clip",
  run: { paths: 20_000, tEnd: 3, dt: 0.01 },
});
