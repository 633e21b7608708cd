import type { Mark } from "../chart.ts";
import type { Fill } from "../painter.ts";
import { pointsIn } from "./line.ts";

/** The area between two lines over the same points. */
export function band(
  xs: ArrayLike<number>,
  lows: ArrayLike<number>,
  highs: ArrayLike<number>,
  fill: Fill,
): Mark {
  return {
    draw(painter, plot) {
      const [above, below] = [pointsIn(plot, xs, highs), pointsIn(plot, xs, lows)];
      for (const [from, to] of runsOf(above, below)) {
        const outline = new Float64Array(2 * (to - from));
        outline.set(above.subarray(from, to));
        for (let i = to - 2, at = to - from; i >= from; i -= 2, at += 2) {
          outline[at] = below[i] ?? 0;
          outline[at + 1] = below[i + 1] ?? 0;
        }
        painter.polygon(outline, fill);
      }
    },
  };
}

/** Where both lines are there without a gap. */
function* runsOf(a: Float64Array, b: Float64Array): Iterable<readonly [number, number]> {
  const length = Math.min(a.length, b.length);
  let from = 0;
  for (let i = 0; i <= length; i += 2) {
    const isThere =
      i < length && Number.isFinite((a[i + 1] ?? Number.NaN) + (b[i + 1] ?? Number.NaN));
    if (isThere) continue;
    if (i - from >= 4) yield [from, i];
    from = i + 2;
  }
}
