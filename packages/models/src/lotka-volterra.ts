import { defineModel, type Model } from "@driftgraph/core";

/** Predators and their prey in a fluctuating environment. */
export const lotkaVolterra: Model = defineModel({
  name: "lotka-volterra",
  title: "Stochastic Lotka–Volterra model",
  description:
    "Prey grow and are eaten, predators grow by eating and die; both rates fluctuate with the environment.",
  source:
    "A. J. Lotka, Elements of Physical Biology (1925); noise as in L. Arnold, W. Horsthemke & " +
    "J. W. Stucki, Biom. J. 21 (1979) 451–471",
  interpretation: "ito",
  units: { time: "year", species: "thousands" },
  parameters: {
    a: { value: 1, title: "growth of prey", unit: "1/year" },
    b: { value: 0.5, title: "predation" },
    c: { value: 0.25, title: "growth of predators by predation" },
    d: { value: 0.75, title: "death of predators", unit: "1/year" },
    s: { value: 0.1, title: "noise strength" },
  },
  titles: { prey: "prey", predators: "predators" },
  state: { prey: 4, predators: 1 },
  drift: {
    prey: "a*prey - b*prey*predators",
    predators: "c*prey*predators - d*predators",
  },
  diffusion: { prey: "s*prey", predators: "s*predators" },
  observables: {
    total: { value: "prey + predators", title: "total population", unit: "thousands" },
  },
  run: { paths: 10_000, tEnd: 20, dt: 0.02 },
});
