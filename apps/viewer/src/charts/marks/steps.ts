import type { Mark } from "../chart.ts";
import type { Fill, Stroke } from "../painter.ts";
import type { Scale } from "../scale.ts";

/** A histogram as it was counted: the outline of its bins over a light fill. */
export function steps(
  edges: ArrayLike<number>,
  heights: ArrayLike<number>,
  stroke: Stroke,
  fill: Fill | undefined,
  base = 0,
): Mark {
  return {
    draw(painter, { x, y }) {
      const outline = outlineOf(edges, heights, base, x, y);
      if (fill) painter.polygon(outline, fill);
      painter.polyline(outline, stroke);
    },
  };
}

/** A histogram whose bins are cut at a height: there it is open, without a line. */
export function cutSteps(
  edges: ArrayLike<number>,
  heights: Float64Array,
  cut: number,
  stroke: Stroke,
  fill: Fill | undefined,
  base: number,
): Mark {
  const low = heights.map((height) => Math.min(height, cut));
  return {
    draw(painter, { x, y }) {
      const outline = outlineOf(edges, low, base, x, y);
      if (fill) painter.polygon(outline, fill);
      const open: number[] = [];
      for (let i = 0; i < outline.length; i += 2) {
        open.push(outline[i] ?? 0, outline[i + 1] ?? 0);
        // After the left corner of a bin.
        const bin = (i - 2) / 4;
        if ((heights[bin] ?? 0) > cut) open.push(Number.NaN, Number.NaN);
      }
      painter.polyline(Float64Array.from(open), stroke);
    },
  };
}

/** A histogram that lies on its side: its bins upwards, its counts to the right. */
export function sideSteps(
  edges: ArrayLike<number>,
  heights: ArrayLike<number>,
  stroke: Stroke,
  fill: Fill,
): Mark {
  return {
    draw(painter, { x, y }) {
      const outline = outlineOf(edges, heights, 0, y, x);
      for (let i = 0; i < outline.length; i += 2) outline.subarray(i, i + 2).reverse();
      painter.polygon(outline, fill);
      painter.polyline(outline, stroke);
    },
  };
}

/** Points along the bins and over them. */
function outlineOf(
  edges: ArrayLike<number>,
  heights: ArrayLike<number>,
  base: number,
  x: Scale,
  y: Scale,
): Float64Array {
  const bins = Math.min(heights.length, edges.length - 1);
  if (bins < 1) return new Float64Array();
  const points = new Float64Array(4 * bins + 4);
  const floor = y.map(base);
  points.set([x.map(edges[0] ?? 0), floor]);
  for (let i = 0; i < bins; i++) {
    const top = y.map(base + (heights[i] ?? 0));
    points.set([x.map(edges[i] ?? 0), top, x.map(edges[i + 1] ?? 0), top], 2 + 4 * i);
  }
  points.set([x.map(edges[bins] ?? 0), floor], 2 + 4 * bins);
  return points;
}
