import {
  type AdditiveTableau,
  additiveRosslerError,
  additiveRosslerStep,
} from "./additive-rossler.ts";
import type { Scheme } from "./scheme.ts";

const TABLEAU: AdditiveTableau = {
  A0: [[], [3 / 4]],
  B0: [[], [3 / 2]],
  C0: [0, 3 / 4],
  C1: [1, 0],
  alpha: [1 / 3, 2 / 3],
  beta: { dW: [1, 0], timeAverage: [-1, 1] },
};

/** Rößler's SRA1: strong order 1.5 for additive noise b(t), any number of Wiener processes. */
export const sra1: Scheme & { readonly tableau: AdditiveTableau } = {
  name: "sra1",
  title: "Rößler SRA1",
  citation: "A. Rößler, SIAM J. Numer. Anal. 48 (2010) 922–952, table 6.2 (SRA1)",
  interpretations: ["ito", "stratonovich"],
  tableau: TABLEAU,
  order: (noise) => {
    if (noise === "none") return { strong: 2, weak: 2 };
    if (noise === "additive") return { strong: 1.5, weak: 2 };
    return { refusal: "SRA1 needs additive noise, which could not be proved of this model" };
  },
  step: (inputs) => additiveRosslerStep(TABLEAU, inputs),
  squaredError: (inputs) => additiveRosslerError(TABLEAU, inputs),
};
