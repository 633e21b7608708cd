import { type Bins, binsFor, type Range } from "./bins.ts";

/** How far the bins reach beyond what the pilot's paths reached, as a share of their range. */
const MARGIN = 0.25;

/** The bins and the shift for sums of one series at one logged time. */
export interface Binning {
  readonly bins: Bins;
  /** A number near the mean: the middle of the pilot's range, exact in single precision. */
  readonly shift: number;
}

/**
 * The binning of a series from the range that the pilot's paths reached.
 *
 * @param fixed the range that the model or the user asks for, if any.
 */
export function binningFor(pilot: Range, count: number, fixed?: Range): Binning {
  const [low, high] = pilot;
  const margin = (high - low) * MARGIN;
  const bins = binsFor(fixed ?? [low - margin, high + margin], count);
  const middle = low + (high - low) / 2;
  // Single precision is enough, unless it can't hold so large a number.
  const shift = [Math.fround(middle), middle].find(Number.isFinite) ?? 0;
  return { bins, shift };
}
