/** Moments over all paths of two values that go together, and how many paths there are. */
export interface PairMoments {
  readonly mean: readonly [a: number, b: number];
  readonly variance: readonly [a: number, b: number];
  readonly correlation: number;
  readonly paths: number;
}

/** How much each of some paths says of a covariance and a correlation: their influences. */
export interface Influences {
  readonly covariance: Float64Array;
  readonly correlation: Float64Array;
}

/** Sample paths that tell how far an influence scatters; with fewer, values count as normal ones. */
const LEAST_SAMPLES = 30;

/**
 * The influences of sample paths: whatever the values' distribution, a covariance and a correlation scatter
 * as their means do (F. R. Hampel, JASA 69 (1974) 383–393).
 *
 * @param a the sample paths' values of the one, and `b` of the other; those that aren't finite are left out.
 */
export function influences(
  a: readonly number[],
  b: readonly number[],
  { mean, variance, correlation: r }: PairMoments,
): Influences {
  const [s, t] = [Math.sqrt(variance[0]), Math.sqrt(variance[1])];
  const values = a.map((x, i) => {
    const [u, v] = [(x - mean[0]) / s, ((b[i] ?? Number.NaN) - mean[1]) / t];
    return { product: u * v, squares: u * u + v * v };
  });
  return {
    covariance: Float64Array.from(values, ({ product }) => s * t * product),
    correlation: Float64Array.from(values, ({ product, squares }) => product - (r / 2) * squares),
  };
}

/** The standard error of a mean over so many paths, of influences or of what they differ by; undefined if they are too few. */
export function scatterOf(values: Float64Array, paths: number): number | undefined {
  const known = values.filter(Number.isFinite);
  if (known.length < LEAST_SAMPLES) return undefined;
  const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
  const squares = known.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return Math.sqrt(squares / (known.length - 1) / paths);
}

/** Standard errors of a covariance and a correlation; NaN where there is no correlation. */
export interface PairErrors {
  readonly covariance: number;
  readonly correlation: number;
}

/** The standard errors of a pair, from the influences of sample paths or, where they are too few, as of normal values. */
export function pairErrors(moments: PairMoments, of: Influences): PairErrors {
  const { variance, correlation: r, paths } = moments;
  if (paths < 2) return { covariance: Number.NaN, correlation: Number.NaN };
  const normal = Math.sqrt(variance[0] * variance[1] * ((1 + r * r) / (paths - 1)));
  return {
    covariance: scatterOf(of.covariance, paths) ?? normal,
    correlation: Number.isFinite(r)
      ? (scatterOf(of.correlation, paths) ?? (1 - r * r) / Math.sqrt(paths - 1))
      : Number.NaN,
  };
}
