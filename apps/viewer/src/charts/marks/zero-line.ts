import type { Mark, Plot } from "../chart.ts";
import { zeroContour } from "../contour.ts";
import type { Stroke } from "../painter.ts";

/** Pixels between the points at which a function is evaluated. */
const CELL = 5;

/** Where a function of the plane is zero, with its name at its upper or its right end. */
export function zeroLine(
  of: (x: number, y: number) => number,
  stroke: Stroke,
  { text, end }: { readonly text: string; readonly end: "top" | "right" },
): Mark {
  return {
    draw(painter, plot) {
      const segments = zeroSegments(of, plot);
      painter.segments(segments, stroke);
      const place = endOf(segments, end);
      if (!place) return;
      const half = painter.measure(text) / 2 + 6;
      const beside = end === "top" ? half : -half;
      const x = Math.min(
        Math.max(place.x + beside, plot.left + half),
        plot.left + plot.width - half,
      );
      const y = place.y < plot.top + 20 ? place.y + 10 : place.y - 9;
      painter.text(text, x, y, { colour: stroke.colour, align: "middle", halo: "var(--ground)" });
    },
  };
}

function zeroSegments(of: (x: number, y: number) => number, plot: Plot): Float64Array {
  const columns = Math.ceil(plot.width / CELL) + 1;
  const rows = Math.ceil(plot.height / CELL) + 1;
  const values = new Float64Array(columns * rows);
  for (let row = 0; row < rows; row++) {
    const y = plot.y.invert(plot.top + row * CELL);
    for (let column = 0; column < columns; column++) {
      values[row * columns + column] = of(plot.x.invert(plot.left + column * CELL), y);
    }
  }
  const segments = Float64Array.from(zeroContour({ columns, rows, values }), (at) => at * CELL);
  return segments.map((at, i) => at + (i % 2 === 0 ? plot.left : plot.top));
}

function endOf(segments: Float64Array, end: "top" | "right"): { x: number; y: number } | undefined {
  let best: { x: number; y: number } | undefined;
  for (let i = 0; i + 1 < segments.length; i += 2) {
    const [x, y] = [segments[i] ?? 0, segments[i + 1] ?? 0];
    if (!best || (end === "top" ? y < best.y : x > best.x)) best = { x, y };
  }
  return best;
}
