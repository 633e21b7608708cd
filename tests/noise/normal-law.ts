/** P(Z > x) of the standard normal law, to about 14 digits in both tails. */
export function upperTail(x: number): number {
  if (x < 0) return 1 - upperTail(-x);
  return x < 3 ? 0.5 - centralPart(x) : tailFraction(x);
}

const density = (x: number): number => Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);

/** P(0 < Z < x) by G. Marsaglia's series, J. Stat. Software 11 (2004) no. 4. */
function centralPart(x: number): number {
  let [term, sum] = [x, x];
  for (let k = 3; Math.abs(term) > 1e-17 * sum; k += 2) {
    term *= (x * x) / k;
    sum += term;
  }
  return sum * density(x);
}

/** P(Z > x) by Laplace's continued fraction. */
function tailFraction(x: number): number {
  let fraction = x;
  for (let k = 120; k > 0; k--) fraction = x + k / fraction;
  return density(x) / fraction;
}

/**
 * Kolmogorov's √n·D of a sorted sample: beyond 2.8 with probability 2·exp(−2·2.8²) = 3·10⁻⁷.
 */
export function kolmogorovSmirnov(sorted: ArrayLike<number>): number {
  const n = sorted.length;
  let distance = 0;
  for (let i = 0; i < n; i++) {
    const below = 1 - upperTail(sorted[i] ?? Number.NaN);
    distance = Math.max(distance, (i + 1) / n - below, below - i / n);
  }
  return Math.sqrt(n) * distance;
}

/**
 * Anderson and Darling's A² of a sorted sample: beyond 13 with probability √3·erfc(√13) = 6·10⁻⁷, as
 * A² is a sum of χ² over j(j + 1).
 */
export function andersonDarling(sorted: ArrayLike<number>): number {
  const n = sorted.length;
  let sum = 0;
  for (let i = 0; i < n; i++) {
    const [low, high] = [sorted[i] ?? Number.NaN, sorted[n - 1 - i] ?? Number.NaN];
    sum += (2 * i + 1) * (Math.log(upperTail(-low)) + Math.log(upperTail(high)));
  }
  return -n - sum / n;
}

/** √n times the correlation of two samples of mean 0 and variance 1: standard normal if independent. */
export function correlationScore(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? Number.NaN) * (b[i] ?? Number.NaN);
  return sum / Math.sqrt(a.length);
}
