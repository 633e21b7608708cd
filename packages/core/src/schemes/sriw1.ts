import { constant } from "../graph/build.ts";
import { inScope } from "../graph/context.ts";
import type { Node } from "../graph/node.ts";
import { sum, times } from "../graph/simplify.ts";
import { type IteratedIntegrals, iteratedIntegrals } from "./iterated-integrals.ts";
import { stageTime } from "./runge-kutta.ts";
import type { Scheme, StepInputs } from "./scheme.ts";
import { addVectors, applyMatrix, combine, component, scaleVector, type Vector } from "./vector.ts";

// The tableau of SRI1W1: H⁰ and H¹ are the stages of the drift and of the diffusion.
const A0 = [[], [3 / 4], [], []] as const;
const B0 = [[], [3 / 2], [], []] as const;
const A1 = [[], [1 / 4], [1, 0], [0, 0, 1 / 4]] as const;
const B1 = [[], [1 / 2], [-1, 0], [-5, 3, 1 / 2]] as const;
const C0 = [0, 3 / 4, 0, 0] as const;
const C1 = [0, 1 / 4, 1, 1 / 4] as const;
const ALPHA = [1 / 3, 2 / 3, 0, 0] as const;
const BETA = {
  dW: [-1, 4 / 3, 2 / 3, 0],
  second: [-1, 4 / 3, -1 / 3, 0],
  timeAverage: [2, -4 / 3, -2 / 3, 0],
  third: [-2, 5 / 3, -2 / 3, 1],
} as const;
const WEIGHTED = ["dW", "second", "timeAverage", "third"] as const;

const REFUSAL =
  "SRIW1 keeps its order 1.5 only for diagonal noise whose k-th entry depends on the k-th " +
  "species alone, which could not be proved of this model";

/** Rößler's SRI1W1: strong order 1.5 for diagonal noise b_kk(x_k, t). */
export const sriw1: Scheme = {
  name: "sriw1",
  title: "Rößler SRIW1",
  citation: "A. Rößler, SIAM J. Numer. Anal. 48 (2010) 922–952, table 6.1 (SRI1W1)",
  interpretations: ["ito"],
  order: (noise) => {
    if (noise === "none") return { strong: 2, weak: 2 };
    if (noise === "additive" || noise === "diagonal-own") return { strong: 1.5, weak: 2 };
    return { refusal: REFUSAL };
  },
  step(inputs) {
    const { x, dt } = inputs;
    const integrals = inScope("noise", () => iteratedIntegrals(inputs));
    const { drifts, diffusions } = stages(inputs, integrals.timeAverage);
    return inScope("update", () => {
      const drift = combine(ALPHA, drifts) ?? [];
      const noise = diffusions.map((diffusion, i) =>
        applyMatrix(
          diffusion,
          inScope("weights", () => weightsOf(i, integrals)),
        ),
      );
      return addVectors(addVectors(x, scaleVector(dt, drift)), noise.reduce(addVectors));
    });
  },
};

/** The weight of the i-th diffusion stage, one a Wiener process. */
function weightsOf(i: number, integrals: IteratedIntegrals): Node[] {
  return integrals.dW.map((_, j) =>
    sum(WEIGHTED.map((name) => times(constant(BETA[name][i] ?? 0), component(integrals[name], j)))),
  );
}

/** Stages whose drift is used: the fourth has weight zero everywhere. */
const DRIFT_STAGES = 3;

function stages({ sde, x, t, dt, sqrtDt }: StepInputs, timeAverage: Vector): Stages {
  const drifts: Node[][] = [];
  const diffusions: Node[][][] = [];
  for (let i = 0; i < C1.length; i++) {
    inScope(`stage_${i + 1}`, () => {
      const noiseOf = (row: readonly number[], factors: Vector): Node[] | undefined =>
        combine(
          row,
          diffusions.map((diffusion) => applyMatrix(diffusion, factors)),
        );
      const driftOf = (row: readonly number[]): Node[] | undefined => {
        const change = combine(row, drifts);
        return change && scaleVector(dt, change);
      };
      const at = (change: (Node[] | undefined)[]): Vector =>
        change.reduce<Vector>((value, term) => (term ? addVectors(value, term) : value), x);
      const root = sde.wiener.map(() => sqrtDt);
      const h0 = inScope("drift_state", () =>
        at([driftOf(A0[i] ?? []), noiseOf(B0[i] ?? [], timeAverage)]),
      );
      const h1 = inScope("diffusion_state", () =>
        at([driftOf(A1[i] ?? []), noiseOf(B1[i] ?? [], root)]),
      );
      if (i < DRIFT_STAGES) drifts.push(sde.drift(h0, stageTime(t, C0[i] ?? 0, dt)));
      diffusions.push(sde.diffusion(h1, stageTime(t, C1[i] ?? 0, dt)));
    });
  }
  return { drifts, diffusions };
}

interface Stages {
  readonly drifts: Node[][];
  readonly diffusions: Node[][][];
}
