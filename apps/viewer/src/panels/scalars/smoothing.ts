/**
 * Values smoothed by an exponential moving average whose start isn't drawn to zero (Kingma & Ba, "Adam", 2015,
 * section 3), as TensorBoard smooths. Values that aren't finite stay as they are and count for nothing.
 *
 * @param weight of what came before: from 0, no smoothing, to below 1
 */
export function smoothed(values: ArrayLike<number>, weight: number): Float64Array {
  const result = Float64Array.from(values);
  if (!(weight > 0) || result.every((value) => value === result[0])) return result;
  let average = 0;
  let correction = 1;
  for (const [i, value] of result.entries()) {
    if (!Number.isFinite(value)) continue;
    average = average * weight + value * (1 - weight);
    correction *= weight;
    result[i] = average / (1 - correction);
  }
  return result;
}
