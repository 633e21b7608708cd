import type { SeriesSummary } from "./series-summary.ts";
import { termsOf, type Units } from "./units.ts";

/** How two species vary together over the paths. */
export interface Covariance {
  readonly a: string;
  readonly b: string;
  /** Unbiased sample covariance at each logged time. */
  readonly covariance: Float64Array;
  /** −1 to 1; NaN where one of them doesn't vary. */
  readonly correlation: Float64Array;
}

/** How a species goes with what it was at a time before. */
export interface Autocorrelation {
  readonly name: string;
  /** Index of the logged time from which it is taken. */
  readonly from: number;
  /** −1 to 1 at each logged time; NaN before it is taken. */
  readonly correlation: Float64Array;
}

/** What a run says of how its series vary together. */
export interface Correlations {
  readonly covariances: readonly Covariance[];
  readonly autocorrelations: readonly Autocorrelation[];
}

/** The variance of the sum of two series, each in its unit, at each logged time; its name is that of both, joined by +. */
export interface SumVariance {
  readonly name: string;
  readonly variance: Float64Array;
}

/**
 * The correlations that variances of sums make: 2 Cov(a, b) = Var(a + b) − Var a − Var b.
 *
 * @param units what the terms of sums were multiplied by.
 */
export function correlationsOf(
  { autocorrelation: from = 0 }: { readonly autocorrelation: number | undefined },
  series: readonly SeriesSummary[],
  sums: readonly SumVariance[],
  units: Units,
): Correlations {
  const varianceOf = (name: string): Float64Array =>
    series.find((of) => of.name === name)?.variance ?? new Float64Array();
  const covariances: Covariance[] = [];
  const autocorrelations: Autocorrelation[] = [];
  for (const { name, variance } of sums) {
    const [a = "", b = ""] = name.split("+");
    const own = a === b;
    const [first, second] = [varianceOf(a), varianceOf(b)];
    const other = (k: number): number => (own ? second[from] : second[k]) ?? Number.NaN;
    const [u, v] = (termsOf(name) ?? []).map((term) => units.get(term));
    const covariance = variance.map((sum, k) => {
      if (own && k < from) return Number.NaN;
      const [p, q] = [u?.[k] ?? 1, v?.[k] ?? 1];
      return (sum - p * p * (first[k] ?? Number.NaN) - q * q * other(k)) / (2 * p * q);
    });
    const correlation = covariance.map((value, k) =>
      bounded(value / Math.sqrt((first[k] ?? Number.NaN) * other(k))),
    );
    if (own) autocorrelations.push({ name: a, from, correlation });
    else covariances.push({ a, b, covariance, correlation });
  }
  return { covariances, autocorrelations };
}

/** A correlation is within ±1, but for rounding; infinite where nothing varies. */
function bounded(value: number): number {
  return Number.isFinite(value) ? Math.max(-1, Math.min(1, value)) : Number.NaN;
}

/** A period that an autocorrelation shows. */
export interface Period {
  /** The lag of its first peak. */
  readonly period: number;
  /** The peak's height: how much of the rhythm is left after one period. */
  readonly height: number;
}

/** Least height of a peak above the trough before it that is no noise. */
const LEAST_RISE = 0.1;
/** Standard deviations of chance that a peak stands above the trough before it, and above zero. */
const RISE_DEVIATIONS = 5;
const HEIGHT_DEVIATIONS = 3;

/**
 * The period of a species from its autocorrelation: the lag of the first peak after the first trough,
 * by a parabola through the three highest points; undefined if it has none that stands out of what so many
 * paths leave to chance.
 *
 * @param paths that the autocorrelation is of; infinitely many by default.
 */
export function periodOf(
  { from, correlation }: Autocorrelation,
  times: Float64Array,
  paths: number = Number.POSITIVE_INFINITY,
): Period | undefined {
  // A correlation of independent values has a standard deviation of 1/√paths.
  const chance = 1 / Math.sqrt(paths);
  const leastRise = Math.max(LEAST_RISE, RISE_DEVIATIONS * chance);
  const at = (k: number): number => correlation[k] ?? Number.NaN;
  const start = times[from] ?? Number.NaN;
  let trough = at(from);
  for (let k = from + 1; k + 1 < correlation.length; k++) {
    trough = Math.min(trough, at(k));
    const peaks = at(k) >= at(k - 1) && at(k) > at(k + 1);
    if (!peaks || at(k) - trough < leastRise || trough > 0) continue;
    // The first peak is the period's, or there is none.
    if (at(k) < HEIGHT_DEVIATIONS * chance) return undefined;
    const curvature = at(k - 1) - 2 * at(k) + at(k + 1);
    const shift = (at(k - 1) - at(k + 1)) / (2 * curvature);
    const spacing = (times[k + 1] ?? 0) - (times[k] ?? 0);
    return {
      period: (times[k] ?? 0) + shift * spacing - start,
      height: at(k) - ((at(k - 1) - at(k + 1)) * shift) / 4,
    };
  }
  return undefined;
}
