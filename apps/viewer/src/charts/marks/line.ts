import type { Mark, Plot } from "../chart.ts";
import type { Stroke } from "../painter.ts";

/** A line through points; NaN interrupts it. */
export function line(xs: ArrayLike<number>, ys: ArrayLike<number>, stroke: Stroke): Mark {
  return { draw: (painter, plot) => painter.polyline(pointsIn(plot, xs, ys), stroke) };
}

/** Points in pixels: x, y, x, y …, no more than there is room for. */
export function pointsIn(plot: Plot, xs: ArrayLike<number>, ys: ArrayLike<number>): Float64Array {
  const points = new Float64Array(2 * xs.length);
  for (let i = 0; i < xs.length; i++) {
    points[2 * i] = plot.x.map(xs[i] ?? Number.NaN);
    points[2 * i + 1] = plot.y.map(ys[i] ?? Number.NaN);
  }
  return points.length > 8 * plot.width ? thinned(points) : points;
}

/** Of the points in each column of pixels the first, lowest, highest and last (Jugel et al., "M4", VLDB 2014). */
export function thinned(points: Float64Array): Float64Array {
  const kept: number[] = [];
  for (let from = 0; from < points.length; ) {
    const column = Math.floor(points[from] ?? 0);
    let [to, low, high] = [from, from, from];
    while (to < points.length && Math.floor(points[to] ?? 0) === column) {
      const y = points[to + 1] ?? Number.NaN;
      // A gap must stay one.
      if (Number.isNaN(y)) break;
      if (y < (points[low + 1] ?? 0)) low = to;
      if (y > (points[high + 1] ?? 0)) high = to;
      to += 2;
    }
    if (to === from) {
      kept.push(Number.NaN, Number.NaN);
      from += 2;
      continue;
    }
    for (const at of [...new Set([from, low, high, to - 2])].sort((a, b) => a - b)) {
      kept.push(points[at] ?? 0, points[at + 1] ?? 0);
    }
    from = to;
  }
  return Float64Array.from(kept);
}
