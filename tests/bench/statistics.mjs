// @ts-check

/** @param {readonly number[]} values */
export function minimum(values) {
  return Math.min(...values);
}

/**
 * The middle value; the mean of the two middle ones of an even number.
 *
 * @param {readonly number[]} values
 */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/**
 * How many times as long one implementation took as another: the median over rounds of the ratio within a round. A
 * machine that is slow for some rounds slows both sides of these ratios.
 *
 * @param {readonly number[]} times by round
 * @param {readonly number[]} reference by round, the same rounds
 */
export function pairedRatio(times, reference) {
  return median(times.map((time, round) => time / (reference[round] ?? Number.NaN)));
}
