import type { Model } from "../model/model.ts";
import { eigenvalues } from "./eigenvalues.ts";
import { jacobian } from "./jacobian.ts";
import { numericFunction } from "./numeric-function.ts";
import { typicalPath } from "./typical-values.ts";

/** Points on the way without noise at which the Jacobian is looked at. */
const POINTS = 64;
/** Rotations of which less than a share of e^−3 is left don't count. */
const DECAY = 3;

/**
 * The shortest period in which a deviation rotates and that lasts for some time: by the eigenvalues of the
 * drift's Jacobian along the way without noise; infinite if nothing rotates.
 */
export function shortestPeriod(
  model: Model,
  parameters: ReadonlyMap<string, number>,
  lasting: number,
): number {
  const n = model.state.length;
  const entries = numericFunction(jacobian(model).flat(), [...model.state, model.time], parameters);
  const periods = typicalPath(model, parameters, POINTS).flatMap(({ time, x }) => {
    const values = entries([...x, time]);
    const matrix = Array.from({ length: n }, (_, i) => values.slice(i * n, (i + 1) * n));
    return eigenvalues(matrix)
      .filter(({ re, im }) => im > 0 && -re * lasting < DECAY)
      .map(({ im }) => (2 * Math.PI) / im);
  });
  return Math.min(Number.POSITIVE_INFINITY, ...periods);
}
