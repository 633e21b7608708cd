import { defineModel, type Model } from "@driftgraph/core";

/** A particle in a potential with two wells: Kramers' escape problem. */
export const doubleWell: Model = defineModel({
  name: "double-well",
  title: "Double well",
  description:
    "Overdamped motion in V(x) = h(x² − 1)² with thermal noise; hops between ±1 at Kramers' rate. " +
    "The stationary density is proportional to exp(−2V/σ²).",
  source: "H. A. Kramers, Physica 7 (1940) 284–304",
  interpretation: "ito",
  parameters: {
    h: { value: 1, title: "height of the barrier" },
    sigma: { value: 0.8, title: "noise strength" },
  },
  state: { x: -1 },
  drift: { x: "-4*h*x*(x^2 - 1)" },
  diffusion: { x: "sigma" },
  observables: { energy: { value: "h*(x^2 - 1)^2", title: "potential energy" } },
  run: { paths: 20_000, tEnd: 20, dt: 0.02 },
});
