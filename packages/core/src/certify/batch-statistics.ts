import type { EventSummary } from "../summary/event-summary.ts";
import type { SeriesSummary } from "../summary/series-summary.ts";

/** What a batch of pairs of paths gave: series and events by the names of `coupledNames`. */
export interface Batch {
  readonly series: readonly SeriesSummary[];
  readonly events: readonly EventSummary[];
  /** Paths that were left out. */
  readonly lost: number;
}

/** Batches that a coupled run is cut into, to see how far its results scatter. */
export const BATCHES = 16;

/** Student's t at 97.5 % for 15 degrees of freedom: what the mean of 16 batches needs. */
const T975 = 2.131449545559323;

/** An estimate with the half-width of its 95 % confidence interval. */
export interface Estimate {
  readonly value: number;
  readonly error: number;
}

/**
 * The mean over batches of some statistic, with its confidence interval from how the batches scatter:
 * right for any statistic, whatever its distribution within a batch.
 */
export function overBatches(values: readonly number[]): Estimate {
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { value: mean, error: T975 * Math.sqrt(squares / (n - 1) / n) };
}

/** What some values are above others, one by one. */
export function less(some: readonly number[], others: readonly number[]): number[] {
  return some.map((value, i) => value - (others[i] ?? Number.NaN));
}
