import { defineModel, type Model, poisson } from "@driftgraph/core";

/** One species with two stable levels: A + 2X ⇌ 3X, B ⇌ X, by the chemical Langevin equation. */
export const schloegl: Model = defineModel({
  name: "schloegl",
  title: "Schlögl's model",
  description:
    "A + 2X ⇌ 3X and B ⇌ X with A and B held constant, as a chemical Langevin equation with one " +
    "Wiener process a reaction. The number of X stays near 85 or 570 for long, and seldom crosses between them.",
  source:
    "F. Schlögl, Z. Phys. 253 (1972) 147–161; as a Langevin equation by D. T. Gillespie, " +
    "J. Chem. Phys. 113 (2000) 297–306; rates of Y. Cao & L. Petzold, J. Comput. Phys. 212 (2006) 6–24",
  interpretation: "ito",
  units: { species: "molecules" },
  parameters: {
    k1: { value: 3e-7, title: "rate of A + 2X → 3X" },
    k2: { value: 1e-4, title: "rate of 3X → A + 2X" },
    k3: { value: 1e-3, title: "rate of B → X" },
    k4: { value: 3.5, title: "rate of X → B" },
    A: { value: 1e5, unit: "molecules" },
    B: { value: 2e5, unit: "molecules" },
  },
  state: { X: poisson(250) },
  drift: { X: "k1*A*X*(X - 1)/2 - k2*X*(X - 1)*(X - 2)/6 + k3*B - k4*X" },
  diffusion: {
    forward: { X: "sqrt(max(k1*A*X*(X - 1)/2, 0))" },
    backward: { X: "-sqrt(max(k2*X*(X - 1)*(X - 2)/6, 0))" },
    inflow: { X: "sqrt(k3*B)" },
    outflow: { X: "-sqrt(max(k4*X, 0))" },
  },
  positivity: "reflect",
  run: { paths: 10_000, tEnd: 10, dt: 0.01 },
});
