import { constant } from "../graph/build.ts";
import type { Node } from "../graph/node.ts";
import { plus, sum, times } from "../graph/simplify.ts";
import type { StepInputs } from "./scheme.ts";
import { combine, type Matrix, scaleVector, type Vector } from "./vector.ts";

/** The variance of I_(1,0)/dt, as a multiple of dt. */
export const TIME_AVERAGE_VARIANCE = 1 / 3;
/** The variance of I_(1,1,1)/dt, as a multiple of dt; it is uncorrelated with I_(1,0). */
export const THIRD_VARIANCE = 1 / 6;
/** What the drift's part of an error estimate weighs beside the noise's. */
const DRIFT_WEIGHT = 1 / 6;

/** I_(1,0)/dt where it is as large as its root mean square, one a Wiener process. */
export function typicalTimeAverage({ sde, sqrtDt }: StepInputs): Node[] {
  return sde.wiener.map(() => times(constant(Math.sqrt(TIME_AVERAGE_VARIANCE)), sqrtDt));
}

/** The stages of a step. */
interface Stages {
  readonly drifts: readonly Vector[];
  /** Empty where a stage is of no use. */
  readonly diffusions: readonly Matrix[];
}

/** What one iterated integral contributes to a step: Σ_k weights_k·b_k times the integral over dt. */
interface Contribution {
  readonly weights: readonly number[];
  /** Of the integral over dt, as a multiple of dt. */
  readonly variance: number;
}

/**
 * drift² + dt·Σ variance·contribution², one a species: the mean square by which a step differs from the
 * method that leaves those contributions out.
 *
 * @param alpha the weights of the drift's stages.
 */
export function squaredErrors(
  alpha: readonly number[],
  { drifts, diffusions }: Stages,
  dt: Node,
  contributions: readonly Contribution[],
): Node[] {
  return driftError(alpha, drifts, dt).map((error, i) => {
    const rows = diffusions.map((diffusion) => diffusion[i] ?? []);
    const variances = contributions.flatMap(({ weights, variance }) =>
      (combine(weights, rows) ?? []).map((entry) => times(constant(variance), times(entry, entry))),
    );
    return plus(times(error, error), times(dt, sum(variances)));
  });
}

/**
 * How far a step's drift stages are apart, by their alternating sum: the part of the error that the drift
 * makes, with the weight δ = 1/6.
 *
 * Source: C. Rackauckas & Q. Nie, Discrete Contin. Dyn. Syst. B 22 (2017) 2731–2761.
 */
function driftError(alpha: readonly number[], drifts: readonly Vector[], dt: Node): Node[] {
  let sign = -1;
  const signs = alpha.map((weight) => {
    if (weight !== 0) sign = -sign;
    return weight === 0 ? 0 : sign;
  });
  return scaleVector(times(constant(DRIFT_WEIGHT), dt), combine(signs, drifts) ?? []);
}
