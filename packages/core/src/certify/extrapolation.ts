import { type Estimate, overBatches } from "./batch-statistics.ts";

/**
 * How a statistic differs from one step size to the next, batch by batch: dt less dt/2, and dt/2 less dt/4. There is
 * no second where dt is compared with a reference, whose own error can be neglected.
 */
export interface GridDifferences {
  readonly first: readonly number[];
  readonly second?: readonly number[];
}

/** What a path differs by from one step size to the next, batch by batch: means of squares and of the product. */
export interface PathDifferences {
  /** Of dt and dt/2. */
  readonly first: readonly number[];
  /** Of dt/2 and dt/4, as in `GridDifferences`. */
  readonly second?: readonly number[];
  /** Of dt and dt/4. */
  readonly full?: readonly number[];
}

/** Of successive differences: above it they hardly become smaller, and their sum is not to be had. */
const MOST_RATIO = 0.9;
/** The least order that a path's error is extrapolated by. */
const LEAST_MEASURED = -Math.log2(MOST_RATIO);
const HALF = 0.5;

/**
 * What dt shifts a statistic by, with the half-width of its 95 % interval.
 *
 * With an error of C₁ dt^p + C₂ dt^q, q being the next power there is, two differences give both terms. If the two don't
 * shrink as p alone foretells, by more than the batches scatter, then what another way of summing up the differences
 * that are to come (as a geometric series, which any single power is) would give instead is not ruled out, and the
 * interval reaches there.
 *
 * L. F. Richardson, Phil. Trans. A 210 (1911) 307–357; A. C. Aitken, Proc. R. Soc. Edinburgh 46 (1926) 289–305.
 */
export function weakError({ first, second }: GridDifferences, order: number): Estimate {
  if (!second) return overBatches(first);
  const [a, b] = [2 ** -order, 2 ** -nextOrder(order)];
  // With A = C₁ dt^p, B = C₂ dt^q: first = A(1 − a) + B(1 − b), second = A a(1 − a) + B b(1 − b); wanted is A + B.
  const onFirst = (1 - a - b) / ((1 - a) * (1 - b));
  const onSecond = 1 / ((1 - a) * (1 - b));
  const at = (i: number): readonly [number, number] => [
    first[i] ?? Number.NaN,
    second[i] ?? Number.NaN,
  ];
  const estimate = overBatches(first.map((_, i) => onFirst * at(i)[0] + onSecond * at(i)[1]));
  const departure = overBatches(first.map((_, i) => at(i)[1] - a * at(i)[0]));
  if (!(Math.abs(departure.value) > departure.error)) return estimate;
  const [d1, d2] = [overBatches(first).value, overBatches(second).value];
  const ratio = Math.abs(d2) <= MOST_RATIO * Math.abs(d1) ? Math.max(0, d2 / d1) : MOST_RATIO;
  const geometric = d1 + d2 / (1 - ratio);
  return { value: estimate.value, error: estimate.error + Math.abs(geometric - estimate.value) };
}

/** The next power of dt in the error, beside the order itself. */
function nextOrder(order: number): number {
  return order < 1 ? order + HALF : order + 1;
}

/** Root mean square of what a path is off, and the order that it shrinks by. */
export interface StrongEstimate extends Estimate {
  /** Measured between dt and dt/2; NaN if there is nothing to measure. */
  readonly order: number;
  readonly orderError: number;
}

/** The orders that a path's error is extrapolated by. */
export interface StrongOrders {
  /** Of the whole error; where a smaller one is measured, that is taken. */
  readonly whole: number;
  /** Of its part that is alike at all step sizes. */
  readonly alike: number;
}

/**
 * What a path is off by dt: the root of the mean square of the sum of all differences that are to come. Their squares
 * fall by 4^−p from one to the next. Errors that the noise makes are independent of each other, and nothing is to be
 * added; those of the drift are alike at all step sizes, and what neighbours have in common tells how large they are.
 *
 * P. E. Kloeden & E. Platen, Numerical Solution of Stochastic Differential Equations (1992), §10.6: a scheme of strong
 * order n + ½ lacks terms of mean zero, and has the next power of dt of the others.
 */
export function strongError(
  { first, second, full }: PathDifferences,
  orders: StrongOrders,
): StrongEstimate {
  if (!second || !full)
    return { ...rootOf(overBatches(first)), order: Number.NaN, orderError: Number.NaN };
  const measured = overBatches(first.map((square, i) => Math.log2(square / (second[i] ?? 0)) / 2));
  const alike = 2 / ((1 - 2 ** -orders.alike) * (1 - 4 ** -orders.alike));
  const sumBy = (p: number): Estimate => {
    const apart = 1 / (1 - 4 ** -p);
    const sum = overBatches(
      first.map((s1, i) => {
        const [s2, s12] = [second[i] ?? Number.NaN, full[i] ?? Number.NaN];
        return s1 + apart * s2 + alike * ((s12 - s1 - s2) / 2);
      }),
    );
    // A path that is nearer to the truth at dt/2 than at dt is off at dt by half of what the two differ, at least.
    return { ...sum, value: Math.max(sum.value, overBatches(first).value / 4) };
  };
  if (!Number.isFinite(measured.value)) {
    return { ...rootOf(sumBy(orders.whole)), order: Number.NaN, orderError: Number.NaN };
  }
  const found = Math.min(orders.whole + 1, Math.max(LEAST_MEASURED, measured.value));
  const [used, other] = [rootOf(sumBy(Math.min(orders.whole, found))), rootOf(sumBy(found))];
  const error = used.error + Math.abs(used.value - other.value);
  return { value: used.value, error, order: measured.value, orderError: measured.error };
}

function rootOf({ value, error }: Estimate): Estimate {
  const root = Math.sqrt(value);
  return { value: root, error: root > 0 ? error / (2 * root) : 0 };
}
