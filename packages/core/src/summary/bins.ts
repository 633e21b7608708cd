/** A closed range of values. */
export type Range = readonly [low: number, high: number];

/**
 * Equal bins whose width is a power of two and whose edges are multiples of it.
 *
 * So edges are exact in single precision too, and bins of different steps, sweep points and runs
 * nest: merging them loses nothing but resolution.
 */
export interface Bins {
  /** Lower edge of the first bin. */
  readonly low: number;
  readonly width: number;
  readonly count: number;
}

/** The finest nested bins, at most `count` of them, that cover a range. */
export function binsFor([low, high]: Range, count: number): Bins {
  const span = high - low;
  if (!(span > 0) || !Number.isFinite(span))
    return binsAround(Number.isFinite(low) ? low : 0, count);
  let width = Math.max(2 ** Math.ceil(Math.log2(span / count)), finestWidth(low, high));
  while (binsUsed(low, high, width) > count) width *= 2;
  const first = Math.floor(low / width);
  const used = binsUsed(low, high, width);
  const margin = Math.floor((count - used) / 2);
  return { low: (first - margin) * width, width, count };
}

/** How many bins of a width a range needs, by the arithmetic that sorts values into them: it may round up to an edge. */
function binsUsed(low: number, high: number, width: number): number {
  return Math.floor((high - Math.floor(low / width) * width) / width) + 1;
}

/** Bins for values that are all the same: narrow ones around it. */
function binsAround(value: number, count: number): Bins {
  const scale = Math.max(Math.abs(value), 2 ** -20);
  const width = Math.max(2 ** (Math.floor(Math.log2(scale)) - 12), finestWidth(value, value));
  return { low: (Math.floor(value / width) - Math.floor(count / 2)) * width, width, count };
}

/** The finest width whose edges are exact in single precision up to the given values. */
function finestWidth(low: number, high: number): number {
  const largest = Math.max(Math.abs(low), Math.abs(high), 2 ** -90);
  return 2 ** (Math.floor(Math.log2(largest)) - 20);
}

/** The edges of bins, one more than there are bins. */
export function edgesOf({ low, width, count }: Bins): Float64Array {
  return Float64Array.from({ length: count + 1 }, (_, i) => low + i * width);
}
