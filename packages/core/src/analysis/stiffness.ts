import type { Model } from "../model/model.ts";
import type { Complex } from "./eigenvalues.ts";
import { eigenvalues } from "./eigenvalues.ts";
import { jacobian } from "./jacobian.ts";
import { numericFunction } from "./numeric-function.ts";
import { typicalPath } from "./typical-values.ts";

/** How far apart a drift's time scales are, and what that means for explicit steps. */
export interface Stiffness {
  /** The fastest rate at which deviations die out, over the slowest; undefined if none dies out. */
  readonly ratio: number | undefined;
  /** The fastest of these rates. */
  readonly fastestRate: number | undefined;
  /** The largest dt at which an explicit Euler step of the drift is stable; undefined if any is. */
  readonly largestStep: number | undefined;
  /** Where that is decided: one value a species. */
  readonly at: readonly number[] | undefined;
}

/** Points on the way without noise at which the Jacobian is looked at. */
const POINTS = 64;
/** Rates below this share of the fastest are zero but for rounding. */
const ZERO = 1e-12;

/**
 * The stiffness of a drift by the eigenvalues of its Jacobian, at the given points (at t = 0) and along the way
 * without noise. An Euler step is stable for λ if |1 + λ dt| ≤ 1, which is dt ≤ −2 Re λ/|λ|².
 */
export function stiffness(
  model: Model,
  parameters: ReadonlyMap<string, number>,
  points: readonly (readonly number[])[],
): Stiffness {
  const n = model.state.length;
  const variables = [...model.state, model.time];
  const entries = numericFunction(jacobian(model).flat(), variables, parameters);
  let result: Stiffness = {
    ratio: undefined,
    fastestRate: undefined,
    largestStep: undefined,
    at: undefined,
  };
  const given = points.map((x) => ({ time: 0, x }));
  for (const { time, x } of [...given, ...typicalPath(model, parameters, POINTS)]) {
    const values = entries([...x, time]);
    const matrix = Array.from({ length: n }, (_, i) => values.slice(i * n, (i + 1) * n));
    const found = stiffnessOf(eigenvalues(matrix), x);
    if ((found.largestStep ?? Infinity) < (result.largestStep ?? Infinity)) result = found;
  }
  return result;
}

/**
 * What drift-implicit Euler steps leave of the standard deviation of fluctuations that die out at a rate: x ← (x + b dW)/(1 + λ dt)
 * has the stationary variance b²/(2λ + λ² dt), where that of dx = −λx dt + b dW is b²/(2λ).
 */
export function implicitlyKept(rate: number, dt: number): number {
  return 1 / Math.sqrt(1 + (rate * dt) / 2);
}

function stiffnessOf(values: readonly Complex[], at: readonly number[]): Stiffness {
  const size = Math.max(...values.map(({ re, im }) => Math.hypot(re, im)));
  const decaying = values.filter(({ re }) => re < -ZERO * size);
  const rates = decaying.map(({ re }) => -re);
  if (rates.length === 0) {
    return { ratio: undefined, fastestRate: undefined, largestStep: undefined, at };
  }
  const steps = decaying.map(({ re, im }) => (-2 * re) / (re * re + im * im));
  const fastestRate = Math.max(...rates);
  return {
    ratio: fastestRate / Math.min(...rates),
    fastestRate,
    largestStep: Math.min(...steps),
    at,
  };
}
