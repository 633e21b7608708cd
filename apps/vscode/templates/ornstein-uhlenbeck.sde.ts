import { defineModel } from "@driftgraph/core";

/** A quantity that is pulled back to its mean, with noise of constant strength. */
export default defineModel({
  name: "ornstein-uhlenbeck",
  interpretation: "ito",
  parameters: {
    theta: { value: 1, title: "pull" },
    mu: { value: 0, title: "mean" },
    sigma: { value: 0.3, title: "noise strength" },
  },
  state: { x: 1 },
  drift: { x: "theta*(mu - x)" },
  diffusion: { x: "sigma" },
  run: { paths: 10_000, tEnd: 10, dt: 0.01 },
});
