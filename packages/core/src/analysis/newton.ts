import { type RealMatrix, solveLinear } from "./linear-system.ts";
import type { NumericFunction } from "./numeric-function.ts";

const ITERATIONS = 60;
const SMALLEST_STEP = 2 ** -12;
const PRECISION = 1e-13;
/** What is left of f at a root, against what it changes by. */
const RESIDUAL = 1e-8;
const REGULARIZATION = 1e-10;

/** A system of equations f(x) = 0 with its Jacobian, and how large each unknown is. */
export interface NonlinearSystem {
  readonly values: NumericFunction;
  /** Row by row, in one list. */
  readonly jacobian: NumericFunction;
  /** Typical sizes of the unknowns, by which changes are weighed. */
  readonly scale: readonly number[];
}

/**
 * A root near a start by Newton's method, damped so that the next correction is smaller than the last;
 * undefined if it doesn't get there.
 *
 * P. Deuflhard, Newton Methods for Nonlinear Problems (2004), section 3.3: the natural monotonicity test.
 */
export function newton(system: NonlinearSystem, start: readonly number[]): number[] | undefined {
  let x = [...start];
  for (let iteration = 0; iteration < ITERATIONS; iteration++) {
    const values = system.values(x);
    if (values.every((value) => value === 0)) return x;
    const matrix = jacobianAt(system, x);
    const change = correction(matrix, values);
    if (!change) return undefined;
    const size = sizeOf(system, change);
    if (!Number.isFinite(size)) return undefined;
    const near = x.map((value, i) => value - (change[i] ?? 0));
    if (size < PRECISION) return isRoot(system, near) ? near : undefined;
    const next = damped(system, matrix, { x, change, size });
    if (!next) return size < 1e3 * PRECISION && isRoot(system, x) ? x : undefined;
    x = next;
  }
  return undefined;
}

/**
 * Whether f vanishes, by what it changes by over the unknowns' sizes: where J is singular a correction of zero
 * only says that no change in its range helps.
 */
function isRoot(system: NonlinearSystem, x: readonly number[]): boolean {
  const matrix = jacobianAt(system, x);
  return system.values(x).every((value, i) => {
    const row = matrix[i] ?? [];
    const reach = system.scale.map((size, j) => Math.abs(row[j] ?? 0) * size);
    return Math.abs(value) <= RESIDUAL * reach.reduce((sum, of) => sum + of, 0);
  });
}

/** The Jacobian at a point. */
export function jacobianAt({ jacobian, scale }: NonlinearSystem, x: readonly number[]): RealMatrix {
  const entries = jacobian(x);
  const n = scale.length;
  return Array.from({ length: n }, (_, i) => entries.slice(i * n, (i + 1) * n));
}

/** J⁻¹ f; where J is singular the least-squares correction, so that lines of roots are found too. */
function correction(matrix: RealMatrix, values: Float64Array): Float64Array | undefined {
  return solveLinear(matrix, values) ?? leastSquares(matrix, values);
}

/** (JᵀJ + ε) d = Jᵀf. */
function leastSquares(matrix: RealMatrix, values: Float64Array): Float64Array | undefined {
  const columns = matrix.map((_, j) => matrix.map((row) => row[j] ?? 0));
  const dot = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
    Array.from(a).reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);
  const size = Math.max(...columns.map((column) => dot(column, column)));
  const normal = columns.map((a, i) =>
    Float64Array.from(columns, (b, j) => dot(a, b) + (i === j ? REGULARIZATION * size : 0)),
  );
  return solveLinear(
    normal,
    columns.map((column) => dot(column, values)),
  );
}

function damped(
  system: NonlinearSystem,
  matrix: RealMatrix,
  from: { readonly x: readonly number[]; readonly change: Float64Array; readonly size: number },
): number[] | undefined {
  for (let factor = 1; factor >= SMALLEST_STEP; factor /= 2) {
    const x = from.x.map((value, i) => value - factor * (from.change[i] ?? 0));
    const next = correction(matrix, system.values(x));
    if (next && sizeOf(system, next) <= (1 - factor / 4) * from.size) return x;
  }
  return undefined;
}

function sizeOf({ scale }: NonlinearSystem, change: Float64Array): number {
  return Math.hypot(...change.map((value, i) => value / (scale[i] ?? 1)));
}
