import type { Mark } from "../chart.ts";
import type { Stroke } from "../painter.ts";

/** Half the width of a bar's ends, in pixels. */
const CAP = 4;

/** Ranges around points: upright bars with ends. */
export function errorBars(
  xs: ArrayLike<number>,
  lows: ArrayLike<number>,
  highs: ArrayLike<number>,
  stroke: Stroke,
): Mark {
  return {
    draw(painter, { x, y }) {
      const segments: number[] = [];
      for (let i = 0; i < xs.length; i++) {
        const at = x.map(xs[i] ?? Number.NaN);
        const [low, high] = [y.map(lows[i] ?? Number.NaN), y.map(highs[i] ?? Number.NaN)];
        if (!Number.isFinite(at + low + high)) continue;
        segments.push(at, low, at, high);
        segments.push(at - CAP, low, at + CAP, low, at - CAP, high, at + CAP, high);
      }
      painter.segments(Float64Array.from(segments), stroke);
    },
  };
}
