/** A real matrix, row by row. */
export type RealMatrix = readonly Float64Array[];

/**
 * The solution of A x = b by Gaussian elimination with partial pivoting; undefined if A is singular to
 * working precision.
 */
export function solveLinear(
  matrix: RealMatrix,
  right: ArrayLike<number>,
): Float64Array | undefined {
  const n = matrix.length;
  const rows = matrix.map((row, i) => Float64Array.from([...row, right[i] ?? Number.NaN]));
  const scale = Math.max(...matrix.map((row) => Math.max(...row.map(Math.abs))));
  for (let k = 0; k < n; k++) {
    const pivot = rows.slice(k).reduce((best, row, i) => {
      const size = Math.abs(row[k] ?? 0);
      return size > Math.abs(rows[best]?.[k] ?? 0) ? k + i : best;
    }, k);
    const [top, other] = [rows[pivot], rows[k]];
    if (!top || !other || !(Math.abs(top[k] ?? 0) > n * Number.EPSILON * scale)) return undefined;
    [rows[k], rows[pivot]] = [top, other];
    for (const row of rows.slice(k + 1)) {
      const factor = (row[k] ?? 0) / (top[k] ?? 1);
      for (let j = k; j <= n; j++) row[j] = (row[j] ?? 0) - factor * (top[j] ?? 0);
    }
  }
  const solution = new Float64Array(n);
  for (let i = n - 1; i >= 0; i--) {
    const row = rows[i] ?? new Float64Array(n + 1);
    let rest = row[n] ?? Number.NaN;
    for (let j = i + 1; j < n; j++) rest -= (row[j] ?? 0) * (solution[j] ?? 0);
    solution[i] = rest / (row[i] ?? Number.NaN);
  }
  return solution;
}
