import type { Mark, Plot } from "../chart.ts";
import { zeroContour } from "../contour.ts";
import type { Stroke } from "../painter.ts";

/** Pixels between the points at which a function is evaluated. */
const CELL = 5;

/** Where a function of the plane is zero, with its name at the end. */
export function zeroLine(of: (x: number, y: number) => number, stroke: Stroke, name: string): Mark {
  return {
    draw(painter, plot) {
      const segments = zeroSegments(of, plot);
      painter.segments(segments, stroke);
      const end = rightmost(segments);
      if (!end) return;
      const half = painter.measure(name) / 2 + 4;
      const x = Math.min(Math.max(end.x, plot.left + half), plot.left + plot.width - half);
      const y = end.y < plot.top + 24 ? end.y + 12 : end.y - 9;
      painter.text(name, x, y, { colour: stroke.colour, align: "middle", halo: "var(--ground)" });
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

function rightmost(segments: Float64Array): { x: number; y: number } | undefined {
  let best = -1;
  for (let i = 0; i < segments.length; i += 2) {
    if (best < 0 || (segments[i] ?? 0) > (segments[best] ?? 0)) best = i;
  }
  return best < 0 ? undefined : { x: segments[best] ?? 0, y: segments[best + 1] ?? 0 };
}
