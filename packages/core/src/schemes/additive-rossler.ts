import { constant } from "../graph/build.ts";
import { inScope } from "../graph/context.ts";
import type { Node } from "../graph/node.ts";
import { sum, times } from "../graph/simplify.ts";
import { squaredErrors, TIME_AVERAGE_VARIANCE, typicalTimeAverage } from "./embedded-error.ts";
import { type IteratedIntegrals, iteratedIntegrals } from "./iterated-integrals.ts";
import { stageTime } from "./runge-kutta.ts";
import type { StepInputs } from "./scheme.ts";
import { addVectors, applyMatrix, combine, component, scaleVector, type Vector } from "./vector.ts";

type Row = readonly number[];

/**
 * A tableau of Rößler's SRA methods for additive noise b(t): stages of the drift, and times at which the
 * diffusion is taken, weighed by dW and by I_(1,0)/dt.
 */
export interface AdditiveTableau {
  readonly A0: readonly Row[];
  readonly B0: readonly Row[];
  readonly C0: Row;
  readonly C1: Row;
  readonly alpha: Row;
  readonly beta: { readonly dW: Row; readonly timeAverage: Row };
}

/** A step of an SRA method: A. Rößler, SIAM J. Numer. Anal. 48 (2010) 922–952, eq. 5.5. */
export function additiveRosslerStep(tableau: AdditiveTableau, inputs: StepInputs): Node[] {
  const { x, dt } = inputs;
  const integrals = inScope("noise", () => iteratedIntegrals(inputs));
  const { drifts, diffusions } = stages(tableau, inputs, integrals.timeAverage);
  return inScope("update", () => {
    const drift = scaleVector(dt, combine(tableau.alpha, drifts) ?? []);
    const noise = diffusions.flatMap((diffusion, i) =>
      diffusion.length > 0 ? [applyMatrix(diffusion, weightsOf(tableau, i, integrals))] : [],
    );
    return addVectors(addVectors(x, drift), noise.reduce(addVectors));
  });
}

/**
 * The mean square by which a step differs from the embedded method of strong order 1, which leaves out
 * what I_(1,0) weighs; see `Scheme.squaredError`.
 */
export function additiveRosslerError(tableau: AdditiveTableau, inputs: StepInputs): Node[] {
  const { alpha, beta } = tableau;
  return inScope("error", () => {
    const typical = stages(tableau, inputs, typicalTimeAverage(inputs));
    return squaredErrors(alpha, typical, inputs.dt, [
      { weights: beta.timeAverage, variance: TIME_AVERAGE_VARIANCE },
    ]);
  });
}

function weightsOf({ beta }: AdditiveTableau, i: number, integrals: IteratedIntegrals): Node[] {
  return integrals.dW.map((_, j) =>
    sum([
      times(constant(beta.dW[i] ?? 0), component(integrals.dW, j)),
      times(constant(beta.timeAverage[i] ?? 0), component(integrals.timeAverage, j)),
    ]),
  );
}

interface Stages {
  readonly drifts: Node[][];
  /** Empty where a stage is of no use. */
  readonly diffusions: Node[][][];
}

function stages(tableau: AdditiveTableau, inputs: StepInputs, timeAverage: Vector): Stages {
  const { sde, x, t, dt } = inputs;
  const { beta, B0, C1 } = tableau;
  const used = C1.map((_, i) => [...B0, beta.dW, beta.timeAverage].some((row) => row[i]));
  const diffusions = C1.map((c, i) => (used[i] ? sde.diffusion(x, stageTime(t, c, dt)) : []));
  return { drifts: driftStages(tableau, inputs, diffusions, timeAverage), diffusions };
}

function driftStages(
  { A0, B0, C0 }: AdditiveTableau,
  { sde, x, t, dt }: StepInputs,
  diffusions: readonly Node[][][],
  timeAverage: Vector,
): Node[][] {
  const drifts: Node[][] = [];
  for (const [i, c] of C0.entries()) {
    inScope(`stage_${i + 1}`, () => {
      const state = inScope("state", () => {
        const change = combineTimes(A0[i] ?? [], dt, drifts);
        const noise = diffusions.flatMap((diffusion, j) => {
          const weight = B0[i]?.[j] ?? 0;
          return weight === 0 || diffusion.length === 0
            ? []
            : [applyMatrix(diffusion, scaleVector(constant(weight), timeAverage))];
        });
        return [...change, ...noise].reduce<Vector>(addVectors, x);
      });
      drifts.push(sde.drift(state, stageTime(t, c, dt)));
    });
  }
  return drifts;
}

/** dt·Σ_j a_j k_j as its terms, each weight times dt a scalar. */
function combineTimes(row: Row, dt: Node, drifts: readonly Node[][]): Node[][] {
  return drifts.flatMap((drift, j) => {
    const weight = row[j] ?? 0;
    return weight === 0 ? [] : [scaleVector(times(constant(weight), dt), drift)];
  });
}
