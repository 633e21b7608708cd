/** Standard deviations of the Poisson law that the table reaches to each side. */
const REACH = 9;

/** The inverse distribution function of a Poisson law, on the grid of 32-bit words. */
export interface PoissonTable {
  /** The count below all thresholds. */
  readonly first: number;
  /** Ascending; the variate of a word is `first` plus the number of thresholds at or below it. */
  readonly thresholds: Uint32Array<ArrayBuffer>;
}

/**
 * The table of a Poisson law: P(N ≤ k) in units of 2⁻³², from which `poissonOfWord` draws.
 *
 * @throws RangeError if the rate is negative, not finite, or above 10⁸.
 */
export function poissonTable(rate: number): PoissonTable {
  if (!(rate >= 0 && rate <= 1e8)) {
    throw new RangeError(`the rate of a Poisson distribution is ${rate}, expected 0 to 1e8`);
  }
  const reach = REACH * Math.sqrt(rate) + 20;
  const first = Math.max(0, Math.floor(rate - reach));
  const weights = poissonWeights(rate, first, Math.ceil(rate + reach));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const thresholds: number[] = [];
  let below = 0;
  for (const weight of weights) {
    below += weight;
    const threshold = Math.round((below / total) * 2 ** 32);
    if (threshold > 0xffffffff) break;
    thresholds.push(threshold);
  }
  return { first, thresholds: Uint32Array.from(thresholds) };
}

/** Probabilities of first..last up to a common factor, relative to the mode so that none overflows. */
function poissonWeights(rate: number, first: number, last: number): Float64Array {
  const weights = new Float64Array(last - first + 1);
  const mode = Math.floor(rate) - first;
  weights[mode] = 1;
  for (let i = mode; i > 0; i--) weights[i - 1] = ((weights[i] ?? 0) * (first + i)) / rate;
  for (let i = mode + 1; i < weights.length; i++)
    weights[i] = ((weights[i - 1] ?? 0) * rate) / (first + i);
  return weights;
}

/** The Poisson variate of a random word. */
export function poissonOfWord(table: PoissonTable, word: number): number {
  const { first, thresholds } = table;
  let low = 0;
  let high = thresholds.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((thresholds[middle] ?? 0) <= word >>> 0) low = middle + 1;
    else high = middle;
  }
  return first + low;
}
