/**
 * The row of the logged time that is nearest to `time`; the last one if no time is given.
 *
 * @param times rising
 */
export function rowAt(times: ArrayLike<number>, time: number | undefined): number {
  const last = times.length - 1;
  if (time === undefined || last < 1) return Math.max(0, last);
  let [low, high] = [0, last];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((times[middle] ?? 0) <= time) low = middle;
    else high = middle;
  }
  return time - (times[low] ?? 0) < (times[high] ?? 0) - time ? low : high;
}
