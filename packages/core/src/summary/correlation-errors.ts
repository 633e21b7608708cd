import type { SeriesSummary } from "./series-summary.ts";

/** How much each of some paths says of a covariance and a correlation: their influences. */
export interface Influences {
  readonly covariance: Float64Array;
  readonly correlation: Float64Array;
}

/** Sample paths that tell how far an influence scatters; with fewer, values count as normal ones. */
const LEAST_SAMPLES = 30;

/** The sample paths of a series by their distance from the mean, in standard deviations: [logged time][path]. */
export function standardized(
  { mean, variance }: Pick<SeriesSummary, "mean" | "variance">,
  samples: readonly Float64Array[],
): readonly Float64Array[] {
  return Array.from(mean, (centre, k) => {
    const deviation = Math.sqrt(variance[k] ?? Number.NaN);
    return Float64Array.from(samples, (path) => ((path[k] ?? Number.NaN) - centre) / deviation);
  });
}

/**
 * The influences of sample paths, on a covariance in units of standard deviations: whatever the values'
 * distribution, a covariance and a correlation scatter as the means of these do (F. R. Hampel, JASA 69
 * (1974) 383–393).
 *
 * @param u the paths' standardized values of the one, and `v` of the other.
 */
export function influences(u: Float64Array, v: Float64Array, correlation: number): Influences {
  // By index: there are as many of these as pairs and logged times.
  const [products, differences] = [new Float64Array(u.length), new Float64Array(u.length)];
  for (let i = 0; i < u.length; i++) {
    const [a, b] = [u[i] ?? Number.NaN, v[i] ?? Number.NaN];
    products[i] = a * b;
    differences[i] = a * b - (correlation / 2) * (a * a + b * b);
  }
  return { covariance: products, correlation: differences };
}

/** The standard error of a mean over so many paths, of influences or of what they differ by; undefined if they are too few. */
export function scatterOf(values: Float64Array, paths: number): number | undefined {
  let [count, mean, squares] = [0, 0, 0];
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? Number.NaN;
    if (!Number.isFinite(value)) continue;
    // West's update: nothing cancels.
    count++;
    const step = value - mean;
    mean += step / count;
    squares += step * (value - mean);
  }
  return count < LEAST_SAMPLES ? undefined : Math.sqrt(squares / (count - 1) / paths);
}

/** Standard errors of a covariance and a correlation; NaN where there is no correlation. */
export interface PairErrors {
  readonly covariance: number;
  readonly correlation: number;
}

/**
 * The standard errors of a pair, from the influences of sample paths or, where they are too few, as of
 * normal values.
 *
 * @param scale the product of the standard deviations.
 */
export function pairErrors(
  { correlation: r, scale, paths }: Record<"correlation" | "scale" | "paths", number>,
  of: Influences,
): PairErrors {
  if (paths < 2) return { covariance: Number.NaN, correlation: Number.NaN };
  const normal = Math.sqrt((1 + r * r) / (paths - 1));
  return {
    covariance: scale * (scatterOf(of.covariance, paths) ?? normal),
    correlation: Number.isFinite(r)
      ? (scatterOf(of.correlation, paths) ?? (1 - r * r) / Math.sqrt(paths - 1))
      : Number.NaN,
  };
}
