import type { Scheme } from "./scheme.ts";
import { type StrongTableau, strongRosslerError, strongRosslerStep } from "./strong-rossler.ts";

const TABLEAU: StrongTableau = {
  A0: [[], [3 / 4], [], []],
  B0: [[], [3 / 2], [], []],
  A1: [[], [1 / 4], [1, 0], [0, 0, 1 / 4]],
  B1: [[], [1 / 2], [-1, 0], [-5, 3, 1 / 2]],
  C0: [0, 3 / 4, 0, 0],
  C1: [0, 1 / 4, 1, 1 / 4],
  alpha: [1 / 3, 2 / 3, 0, 0],
  beta: {
    dW: [-1, 4 / 3, 2 / 3, 0],
    second: [-1, 4 / 3, -1 / 3, 0],
    timeAverage: [2, -4 / 3, -2 / 3, 0],
    third: [-2, 5 / 3, -2 / 3, 1],
  },
};

const REFUSAL =
  "SRIW1 keeps its order 1.5 only for diagonal noise whose k-th entry depends on the k-th " +
  "species alone, which could not be proved of this model";

/** Rößler's SRI1W1: strong order 1.5 for diagonal noise b_kk(x_k, t). */
export const sriw1: Scheme & { readonly tableau: StrongTableau } = {
  name: "sriw1",
  title: "Rößler SRIW1",
  citation: "A. Rößler, SIAM J. Numer. Anal. 48 (2010) 922–952, table 6.1 (SRI1W1)",
  interpretations: ["ito"],
  tableau: TABLEAU,
  order: (noise) => {
    if (noise === "none") return { strong: 2, weak: 2 };
    if (noise === "additive" || noise === "diagonal-own") return { strong: 1.5, weak: 2 };
    return { refusal: REFUSAL };
  },
  step: (inputs) => strongRosslerStep(TABLEAU, inputs),
  squaredError: (inputs) => strongRosslerError(TABLEAU, inputs),
};
