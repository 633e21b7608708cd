/** A fitted order of convergence with its standard error. */
export interface FittedOrder {
  readonly slope: number;
  /** Of the slope, from how the batches of paths differ; 0 for one batch. */
  readonly standardError: number;
}

/**
 * The slope of log error against log dt by least squares over the mean of all batches; its standard error
 * from the slopes with each batch left out (jackknife).
 *
 * @param errors one list a batch of paths, one entry a grid.
 */
export function fittedOrder(
  grids: readonly number[],
  errors: readonly (readonly number[])[],
): FittedOrder {
  const mean = (batches: readonly (readonly number[])[]): number[] =>
    grids.map((_, g) => batches.reduce((sum, batch) => sum + (batch[g] ?? 0), 0) / batches.length);
  const slope = slopeOf(grids, mean(errors));
  const left = errors.map((_, out) => slopeOf(grids, mean(errors.filter((__, i) => i !== out))));
  const n = left.length;
  const middle = left.reduce((sum, value) => sum + value, 0) / n;
  const variance = left.reduce((sum, value) => sum + (value - middle) ** 2, 0) * ((n - 1) / n);
  return { slope, standardError: n > 1 ? Math.sqrt(variance) : 0 };
}

function slopeOf(grids: readonly number[], values: readonly number[]): number {
  const x = grids.map((steps) => -Math.log(steps));
  const y = values.map(Math.log);
  const mean = (v: readonly number[]): number => v.reduce((a, b) => a + b, 0) / v.length;
  const [mx, my] = [mean(x), mean(y)];
  const covariance = x.reduce((sum, value, i) => sum + (value - mx) * ((y[i] ?? 0) - my), 0);
  return covariance / x.reduce((sum, value) => sum + (value - mx) ** 2, 0);
}
