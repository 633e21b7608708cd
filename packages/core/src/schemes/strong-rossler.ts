import { constant } from "../graph/build.ts";
import { inScope } from "../graph/context.ts";
import type { Node } from "../graph/node.ts";
import { sum, times } from "../graph/simplify.ts";
import {
  squaredErrors,
  THIRD_VARIANCE,
  TIME_AVERAGE_VARIANCE,
  typicalTimeAverage,
} from "./embedded-error.ts";
import { type IteratedIntegrals, iteratedIntegrals } from "./iterated-integrals.ts";
import { stageTime } from "./runge-kutta.ts";
import type { StepInputs } from "./scheme.ts";
import { addVectors, applyMatrix, combine, component, scaleVector, type Vector } from "./vector.ts";

type Row = readonly number[];

/**
 * A tableau of Rößler's SRI methods of strong order 1.5: `0` is of the stages of the drift, `1` of those
 * of the diffusion; `beta` weighs the diffusion's stages by each iterated integral.
 */
export interface StrongTableau {
  readonly A0: readonly Row[];
  readonly B0: readonly Row[];
  readonly A1: readonly Row[];
  readonly B1: readonly Row[];
  readonly C0: Row;
  readonly C1: Row;
  readonly alpha: Row;
  readonly beta: { readonly [I in (typeof WEIGHTED)[number]]: Row };
}

const WEIGHTED = ["dW", "second", "timeAverage", "third"] as const;

/** A step of an SRI method for diagonal noise: A. Rößler, SIAM J. Numer. Anal. 48 (2010) 922–952, eq. 5.1. */
export function strongRosslerStep(tableau: StrongTableau, inputs: StepInputs): Node[] {
  const { x, dt } = inputs;
  const integrals = inScope("noise", () => iteratedIntegrals(inputs));
  const { drifts, diffusions } = stages(tableau, inputs, integrals.timeAverage);
  return inScope("update", () => {
    const drift = combine(tableau.alpha, drifts) ?? [];
    const noise = diffusions.map((diffusion, i) =>
      applyMatrix(
        diffusion,
        inScope("weights", () => weightsOf(tableau, i, integrals)),
      ),
    );
    return addVectors(addVectors(x, scaleVector(dt, drift)), noise.reduce(addVectors));
  });
}

/**
 * The mean square by which a step differs from the embedded method of strong order 1, which leaves out
 * what I_(1,0) and I_(1,1,1) weigh; see `Scheme.squaredError`.
 */
export function strongRosslerError(tableau: StrongTableau, inputs: StepInputs): Node[] {
  const { alpha, beta } = tableau;
  return inScope("error", () => {
    const typical = stages(tableau, inputs, typicalTimeAverage(inputs));
    return squaredErrors(alpha, typical, inputs.dt, [
      { weights: beta.timeAverage, variance: TIME_AVERAGE_VARIANCE },
      { weights: beta.third, variance: THIRD_VARIANCE },
    ]);
  });
}

/** The weight of the i-th diffusion stage, one a Wiener process. */
function weightsOf({ beta }: StrongTableau, i: number, integrals: IteratedIntegrals): Node[] {
  return integrals.dW.map((_, j) =>
    sum(WEIGHTED.map((name) => times(constant(beta[name][i] ?? 0), component(integrals[name], j)))),
  );
}

interface Stages {
  readonly drifts: Node[][];
  readonly diffusions: Node[][][];
}

function stages(
  { A0, B0, A1, B1, C0, C1, alpha }: StrongTableau,
  { sde, x, t, dt, sqrtDt }: StepInputs,
  timeAverage: Vector,
): Stages {
  const driftStages = countUsed([...A0, ...A1, alpha]);
  const drifts: Node[][] = [];
  const diffusions: Node[][][] = [];
  for (let i = 0; i < C1.length; i++) {
    inScope(`stage_${i + 1}`, () => {
      const noiseOf = (row: Row, factors: Vector): Node[] | undefined =>
        combine(
          row,
          diffusions.map((diffusion) => applyMatrix(diffusion, factors)),
        );
      const driftOf = (row: Row): Node[] | undefined => {
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
      if (i < driftStages) drifts.push(sde.drift(h0, stageTime(t, C0[i] ?? 0, dt)));
      diffusions.push(sde.diffusion(h1, stageTime(t, C1[i] ?? 0, dt)));
    });
  }
  return { drifts, diffusions };
}

/** The stages of the drift that anything weighs. */
function countUsed(rows: readonly Row[]): number {
  return Math.max(...rows.map((row) => row.findLastIndex((weight) => weight !== 0) + 1));
}
