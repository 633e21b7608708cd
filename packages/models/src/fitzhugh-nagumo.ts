import { defineModel, type Model } from "@driftgraph/core";

/** An excitable membrane: noise makes it fire. */
export const fitzhughNagumo: Model = defineModel({
  name: "fitzhugh-nagumo",
  title: "Noisy FitzHugh–Nagumo neuron",
  description:
    "A fast voltage v and a slow recovery w. At rest without noise; noise in the current makes it fire.",
  source:
    "R. FitzHugh, Biophys. J. 1 (1961) 445–466; noise as in B. Lindner et al., Phys. Rep. 392 (2004) 321–424",
  interpretation: "ito",
  parameters: {
    a: { value: 0.7 },
    b: { value: 0.8 },
    epsilon: { value: 0.08, title: "time-scale separation" },
    current: { value: 0.25, title: "input current" },
    sigma: { value: 0.12, title: "noise strength" },
  },
  titles: { v: "membrane voltage", w: "recovery" },
  state: { v: -1.0325, w: -0.4156 }, // where it rests without noise
  drift: {
    v: "v - v^3/3 - w + current",
    w: "epsilon*(v + a - b*w)",
  },
  diffusion: { v: "sigma" },
  run: { paths: 5_000, tEnd: 200, dt: 0.1 },
});
