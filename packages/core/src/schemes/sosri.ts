import type { Scheme } from "./scheme.ts";
import { type StrongTableau, strongRosslerError, strongRosslerStep } from "./strong-rossler.ts";

const TABLEAU: StrongTableau = {
  A0: [
    [],
    [-0.04199224421316468],
    [2.842612915017106, -2.0527723684000727],
    [4.338237071435815, -2.8895936137439793, 2.3017575594644466],
  ],
  B0: [
    [],
    [-0.21641093549612528],
    [1.5336352863679572, 0.26066223492647056],
    [-1.0536037558179159, 1.7015284721089472, -0.20725685784180017],
  ],
  A1: [
    [],
    [0.26204282091330466],
    [0.20903646383505375, -0.1502377115150361],
    [0.05836595312746999, 0.6149440396332373, 0.08535117634046772],
  ],
  B1: [
    [],
    [-0.5119011827621657],
    [2.67767339866713, -4.9395031322250995],
    [0.15580956238299215, 3.2361551006624674, -1.4223118283355949],
  ],
  C0: [0, -0.04199224421316468, 0.7898405466170333, 3.7504010171562823],
  C1: [0, 0.26204282091330466, 0.05879875232001766, 0.758661169101175],
  alpha: [1.140099274172029, -0.6401334255743456, 0.4736296532772559, 0.026404498125060714],
  beta: {
    dW: [-1.8453464565104432, 2.688764531100726, -0.2523866501071323, 0.40896857551684956],
    second: [0.4969658141589478, -0.5771202869753592, -0.12919702470322217, 0.2093514975196336],
    timeAverage: [2.8453464565104425, -2.688764531100725, 0.2523866501071322, -0.40896857551684945],
    third: [0.11522663875443433, -0.57877086147738, 0.2857851028163886, 0.17775911990655704],
  },
};

/** A method of Rößler's SRI family with the coefficients that keep it stable at large steps. */
export const sosri: Scheme & { readonly tableau: StrongTableau } = {
  name: "sosri",
  title: "Stability-optimized SRI (SOSRI)",
  citation:
    "C. Rackauckas & Q. Nie, Stability-optimized high order methods and stiffness detection for " +
    "pathwise stiff stochastic differential equations, IEEE HPEC (2020)",
  interpretations: ["ito"],
  tableau: TABLEAU,
  order: (noise) => {
    if (noise === "none") return { strong: 2, weak: 2 };
    if (noise === "additive") return { strong: 1.5, weak: 2 };
    // Its tableau isn't held to the conditions of weak order 2, which those of SRI1W1 meet.
    if (noise === "diagonal-own") return { strong: 1.5, weak: 1.5 };
    return {
      refusal:
        "SOSRI keeps its order 1.5 only for diagonal noise whose k-th entry depends on the k-th " +
        "species alone, which could not be proved of this model",
    };
  },
  step: (inputs) => strongRosslerStep(TABLEAU, inputs),
  squaredError: (inputs) => strongRosslerError(TABLEAU, inputs),
};
