import type { Bins } from "./bins.ts";

/** What is known of one series (a species or an observable) at every logged time. */
export interface SeriesSummary {
  readonly name: string;
  readonly kind: "species" | "observable";
  readonly unit: string | undefined;
  /** Number of paths, at each logged time. */
  readonly count: Float64Array;
  readonly mean: Float64Array;
  /** Unbiased sample variance over the paths. */
  readonly variance: Float64Array;
  readonly min: Float64Array;
  readonly max: Float64Array;
  /** Bins of each logged time. */
  readonly bins: readonly Bins[];
  /**
   * Counts of each logged time: `bins.count + 2` numbers, the first below the bins and the last
   * above them.
   */
  readonly histogram: readonly Float64Array[];
}

/** The standard deviation over the paths at each logged time. */
export function standardDeviation({ variance }: SeriesSummary): Float64Array {
  return variance.map(Math.sqrt);
}

/** A quantile with the bound of its error. */
export interface Quantile {
  readonly value: number;
  /** The sample's quantile is within this of `value`. */
  readonly error: number;
  /**
   * Whether so many values lie within `error` of each other that how they do matters, which isn't known: `value` may be
   * off by as much then, and is off by far less otherwise.
   */
  readonly coarse: boolean;
}

/**
 * The p-quantile of a series at its k-th logged time, from the histogram.
 *
 * Linear within the bin that holds it; the error is bounded by that bin's width, or by the distance
 * to the exact minimum or maximum outside the bins.
 */
export function quantile(series: SeriesSummary, k: number, p: number): Quantile {
  const [found] = quantiles(series, k, [p]);
  return found ?? { value: Number.NaN, error: 0, coarse: false };
}

/** The share of values in one bin from which on a quantile within it is a guess. */
const CROWDED = 0.1;
/** Bins wider than this share of what lies between the 5 % and the 95 % quantile are too coarse. */
const COARSE = 0.1;

/**
 * The bound of quantiles' errors at the k-th logged time where bins are too coarse for the shape within them to be
 * linear, as where few paths go very far; 0 where they aren't.
 */
export function coarseness(series: SeriesSummary, k: number): number {
  const [low, high] = quantiles(series, k, [0.05, 0.95]);
  const error = Math.max(low?.error ?? 0, high?.error ?? 0);
  const spread = (high?.value ?? 0) - (low?.value ?? 0);
  return error > COARSE * spread ? error : 0;
}

/** Several quantiles at once, in one pass over the histogram; `ps` must rise. */
export function quantiles(series: SeriesSummary, k: number, ps: readonly number[]): Quantile[] {
  const counts = series.histogram[k];
  const bins = series.bins[k];
  const min = series.min[k] ?? Number.NaN;
  const max = series.max[k] ?? Number.NaN;
  if (!counts || !bins || !(max > min))
    return ps.map(() => ({ value: min, error: 0, coarse: false }));
  let total = 0;
  // An index, since this runs cold in every run: for-of over a typed array is many times slower then.
  for (let i = 0; i < counts.length; i++) total += counts[i] ?? 0;
  let below = 0;
  let slot = 0;
  return ps.map((p) => {
    const target = p * total;
    while (slot < counts.length - 1 && below + (counts[slot] ?? 0) < target)
      below += counts[slot++] ?? 0;
    const [left, right] = slotRange(bins, slot, min, max);
    const inside = counts[slot] ?? 0;
    const fraction = inside > 0 ? (target - below) / inside : 0;
    return {
      value: left + (right - left) * Math.min(1, Math.max(0, fraction)),
      error: Math.max(0, right - left),
      coarse: inside > CROWDED * total,
    };
  });
}

/** The range of values that a histogram's slot can hold, given the exact extremes. */
function slotRange(
  { low, width, count }: Bins,
  slot: number,
  min: number,
  max: number,
): [number, number] {
  if (slot === 0) return [min, Math.min(low, max)];
  if (slot > count) return [Math.max(low + count * width, min), max];
  return [Math.max(low + (slot - 1) * width, min), Math.min(low + slot * width, max)];
}
