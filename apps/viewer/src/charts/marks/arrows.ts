import type { Mark } from "../chart.ts";
import type { Stroke } from "../painter.ts";

/** Pixels between arrows, and their length. */
const SPACING = 30;
const LENGTH = 15;
const HEAD = 4;

/** The direction of a vector field: arrows of one length on a grid, as the screen's axes have it. */
export function arrows(
  field: (x: number, y: number) => readonly [number, number],
  stroke: Stroke,
): Mark {
  return {
    draw(painter, plot) {
      const points: number[] = [];
      const columns = Math.floor(plot.width / SPACING);
      const rows = Math.floor(plot.height / SPACING);
      for (let row = 0; row < rows; row++) {
        for (let column = 0; column < columns; column++) {
          const px = plot.left + ((column + 0.5) * plot.width) / columns;
          const py = plot.top + ((row + 0.5) * plot.height) / rows;
          const [x, y] = [plot.x.invert(px), plot.y.invert(py)];
          const [dx, dy] = field(x, y);
          addArrow(points, px, py, plot.x.map(x + dx * 1e-6) - px, plot.y.map(y + dy * 1e-6) - py);
        }
      }
      painter.segments(Float64Array.from(points), stroke);
    },
  };
}

function addArrow(points: number[], x: number, y: number, dx: number, dy: number): void {
  const size = Math.hypot(dx, dy);
  if (!(size > 0) || !Number.isFinite(size)) return;
  const [ux, uy] = [dx / size, dy / size];
  const [tipX, tipY] = [x + (ux * LENGTH) / 2, y + (uy * LENGTH) / 2];
  points.push(x - (ux * LENGTH) / 2, y - (uy * LENGTH) / 2, tipX, tipY);
  for (const side of [1, -1]) {
    points.push(
      tipX,
      tipY,
      tipX - HEAD * (ux + side * 0.6 * uy),
      tipY - HEAD * (uy - side * 0.6 * ux),
    );
  }
}
