import {
  type AdditiveTableau,
  additiveRosslerError,
  additiveRosslerStep,
} from "./additive-rossler.ts";
import type { Scheme } from "./scheme.ts";

const TABLEAU: AdditiveTableau = {
  A0: [[], [1], [1 / 4, 1 / 4]],
  B0: [[], [], [1, 1 / 2]],
  C0: [0, 1, 1 / 2],
  C1: [1, 0, 0],
  alpha: [1 / 6, 1 / 6, 2 / 3],
  beta: { dW: [1, 0, 0], timeAverage: [-1, 1, 0] },
};

/** Rößler's SRA3: as SRA1, with a drift of order 3; better where the noise is small. */
export const sra3: Scheme & { readonly tableau: AdditiveTableau } = {
  name: "sra3",
  title: "Rößler SRA3",
  citation: "A. Rößler, SIAM J. Numer. Anal. 48 (2010) 922–952, table 6.3 (SRA3)",
  interpretations: ["ito", "stratonovich"],
  tableau: TABLEAU,
  order: (noise) => {
    if (noise === "none") return { strong: 3, weak: 3 };
    if (noise === "additive") return { strong: 1.5, weak: 2 };
    return { refusal: "SRA3 needs additive noise, which could not be proved of this model" };
  },
  step: (inputs) => additiveRosslerStep(TABLEAU, inputs),
  squaredError: (inputs) => additiveRosslerError(TABLEAU, inputs),
};
