import { defineModel, type Model, normal } from "@driftgraph/core";

/** A velocity with friction and thermal noise: the only stationary Gaussian Markov process. */
export const ornsteinUhlenbeck: Model = defineModel({
  name: "ornstein-uhlenbeck",
  title: "Ornstein–Uhlenbeck process",
  description: "dx = θ(μ − x) dt + σ dW; relaxes to mean μ and variance σ²/(2θ) with rate θ.",
  source: "G. E. Uhlenbeck & L. S. Ornstein, Phys. Rev. 36 (1930) 823–841",
  interpretation: "ito",
  parameters: {
    theta: { value: 1, title: "relaxation rate" },
    mu: { value: 0, title: "long-run mean" },
    sigma: { value: 0.5, title: "noise strength" },
  },
  state: { x: normal(2, 0.1) },
  drift: { x: "theta*(mu - x)" },
  diffusion: { x: "sigma" },
  run: { paths: 20_000, tEnd: 5, dt: 0.05 },
});
