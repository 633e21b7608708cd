import { add, constant, div, mul, sub } from "../graph/build.ts";
import type { Node } from "../graph/node.ts";
import type { StepInputs } from "./scheme.ts";
import { scaleVector } from "./vector.ts";

/** The Itô integrals over one step that strong order 1.5 needs, one component a Wiener process. */
export interface IteratedIntegrals {
  /** I_(1) = dW. */
  readonly dW: readonly Node[];
  /** I_(1,0)/dt = ½ (dW + dZ/√3), dZ independent of dW with variance dt. */
  readonly timeAverage: readonly Node[];
  /** I_(1,1)/√dt = ½ (dW² − dt)/√dt. */
  readonly second: readonly Node[];
  /** I_(1,1,1)/dt = ⅙ (dW³ − 3 dt dW)/dt. */
  readonly third: readonly Node[];
}

/** Builds the integrals of Rößler's methods from two normals a Wiener process and step. */
export function iteratedIntegrals({ dt, sqrtDt, normals }: StepInputs): IteratedIntegrals {
  const dW = scaleVector(sqrtDt, normals("dW"));
  const dZ = scaleVector(sqrtDt, normals("dZ"));
  const squares = dW.map((w) => mul(w, w));
  return {
    dW,
    timeAverage: dW.map((w, j) =>
      mul(constant(0.5), add(w, mul(constant(1 / Math.sqrt(3)), dZ[j] ?? w))),
    ),
    second: squares.map((square) => div(mul(constant(0.5), sub(square, dt)), sqrtDt)),
    third: dW.map((w, j) =>
      div(mul(mul(constant(1 / 6), w), sub(squares[j] ?? w, mul(constant(3), dt))), dt),
    ),
  };
}
