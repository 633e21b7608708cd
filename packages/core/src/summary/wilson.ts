/** Standard normal deviate of a two-sided 95 % interval. */
export const Z95 = 1.959963984540054;

/** An interval that holds the true share with the stated confidence. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/**
 * Wilson's score interval for the share of successes among independent trials; it holds near 0 and 1,
 * where the textbook's normal interval fails.
 *
 * E. B. Wilson, J. Am. Stat. Assoc. 22 (1927) 209–212.
 *
 * @param z deviate of the confidence level; of 95 % by default.
 */
export function wilsonInterval(successes: number, trials: number, z: number = Z95): Interval {
  if (!(trials > 0)) return { low: 0, high: 1 };
  const share = successes / trials;
  const weight = (z * z) / trials;
  const centre = (share + weight / 2) / (1 + weight);
  const half = (z / (1 + weight)) * Math.sqrt((share * (1 - share) + weight / 4) / trials);
  // Both ends are exact where all trials are alike, but for rounding.
  return {
    low: successes === 0 ? 0 : Math.max(0, centre - half),
    high: successes === trials ? 1 : Math.min(1, centre + half),
  };
}
