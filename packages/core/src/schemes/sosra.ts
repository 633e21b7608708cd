import {
  type AdditiveTableau,
  additiveRosslerError,
  additiveRosslerStep,
} from "./additive-rossler.ts";
import type { Scheme } from "./scheme.ts";

const TABLEAU: AdditiveTableau = {
  A0: [[], [0.6923962376159507], [-3.1609142252828395, 4.1609142252828395]],
  B0: [[], [1.3371632704399763], [1.442371048468624, 1.8632741501139225]],
  C0: [0, 0.6923962376159507, 1],
  C1: [0, 0.041248171110700504, 1],
  alpha: [0.2889874966892885, 0.6859880440839937, 0.025024459226717772],
  beta: {
    dW: [-16.792534242221663, 17.514995785380226, 0.27753845684143835],
    timeAverage: [0.4237535769069274, 0.6010381474428539, -1.0247917243497813],
  },
};

/** A method of Rößler's SRA family with the coefficients that keep it stable at large steps. */
export const sosra: Scheme & { readonly tableau: AdditiveTableau } = {
  name: "sosra",
  title: "Stability-optimized SRA (SOSRA)",
  citation:
    "C. Rackauckas & Q. Nie, Stability-optimized high order methods and stiffness detection for " +
    "pathwise stiff stochastic differential equations, IEEE HPEC (2020)",
  interpretations: ["ito", "stratonovich"],
  tableau: TABLEAU,
  order: (noise) => {
    if (noise === "none") return { strong: 2, weak: 2 };
    if (noise === "additive") return { strong: 1.5, weak: 2 };
    return { refusal: "SOSRA needs additive noise, which could not be proved of this model" };
  },
  step: (inputs) => additiveRosslerStep(TABLEAU, inputs),
  squaredError: (inputs) => additiveRosslerError(TABLEAU, inputs),
};
