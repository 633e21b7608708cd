import type { Bins } from "./bins.ts";

/** Moments and counts of one series at one logged time, value by value: what the kernel must equal. */
export class Accumulator {
  readonly bins: Bins;
  readonly histogram: Float64Array;
  readonly shift: number;
  count = 0;
  sum = 0;
  squares = 0;
  min = Number.POSITIVE_INFINITY;
  max = Number.NEGATIVE_INFINITY;

  /** @param shift a number near the mean, so that squares don't cancel. */
  constructor(bins: Bins, shift: number) {
    this.bins = bins;
    this.shift = shift;
    this.histogram = new Float64Array(bins.count + 2);
  }

  add(value: number): void {
    const centred = value - this.shift;
    this.count++;
    this.sum += centred;
    this.squares += centred * centred;
    this.min = Math.min(this.min, value);
    this.max = Math.max(this.max, value);
    const slot = slotOf(this.bins, value);
    this.histogram[slot] = (this.histogram[slot] ?? 0) + 1;
  }

  get mean(): number {
    return meanOf(this.count, this.sum, this.shift);
  }

  get variance(): number {
    return varianceOf(this.count, this.sum, this.squares);
  }
}

/** The slot of a value: 0 below the bins, `count + 1` above them. */
export function slotOf({ low, width, count }: Bins, value: number): number {
  return Math.min(Math.max(Math.floor((value - low) / width) + 1, 0), count + 1);
}

/** The mean from a sum of values that were shifted. */
export function meanOf(count: number, sum: number, shift: number): number {
  return count > 0 ? shift + sum / count : Number.NaN;
}

/** The unbiased variance from sums of shifted values and their squares. */
export function varianceOf(count: number, sum: number, squares: number): number {
  if (count < 2) return count === 1 ? 0 : Number.NaN;
  return Math.max(0, (squares - (sum * sum) / count) / (count - 1));
}
