import { defineModel } from "@driftgraph/core";

/** A gene whose protein represses its own production. */
export default defineModel({
  name: "negative-feedback",
  interpretation: "ito",
  parameters: { beta: 10, K: 2, n: 4, gamma: 1, sigma: 0.3 },
  state: { protein: 0 },
  drift: { protein: "beta * K^n / (K^n + protein^n) - gamma * protein" },
  diffusion: { protein: "sigma * protein" },
  positivity: "clip",
});
