/** Number, mean and variance of what was sampled so far. */
export interface Moments {
  readonly count: number;
  readonly mean: number;
  /** Unbiased. */
  readonly variance: number;
}

export const NO_MOMENTS: Moments = { count: 0, mean: 0, variance: 0 };

/** The moments of two samples together: Chan, Golub & LeVeque, Amer. Statist. 37 (1983) 242–247. */
export function merged(a: Moments, b: Moments): Moments {
  if (a.count === 0) return b;
  const count = a.count + b.count;
  const apart = b.mean - a.mean;
  const squares =
    a.variance * (a.count - 1) +
    b.variance * (b.count - 1) +
    (apart ** 2 * a.count * b.count) / count;
  return { count, mean: a.mean + (apart * b.count) / count, variance: squares / (count - 1) };
}
