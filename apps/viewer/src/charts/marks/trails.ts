import type { Mark } from "../chart.ts";
import { pointsIn } from "./line.ts";

/** Pieces of a trail, each of one opacity. */
const PIECES = 10;
/** Times that a trail goes back: longer ones of paths that turn in circles cover all else. */
const LONGEST = 100;

/** Paths through the plane up to a row of their times: the older, the fainter, and then gone; a dot where they are. */
export function trails(
  xs: readonly ArrayLike<number>[],
  ys: readonly ArrayLike<number>[],
  row: number,
  colour: string,
  opacity: number,
): Mark {
  const start = Math.max(0, row - LONGEST);
  return {
    draw(painter, plot) {
      for (const [path, x] of xs.entries()) {
        const points = pointsIn(plot, x, ys[path] ?? []);
        for (let piece = 0; piece < PIECES; piece++) {
          const from = start + Math.round(((row - start) * piece) / PIECES);
          const to = start + Math.round(((row - start) * (piece + 1)) / PIECES);
          const share = (piece + 1) / PIECES;
          painter.polyline(points.subarray(2 * from, 2 * to + 2), {
            colour,
            opacity: opacity * share * share,
          });
        }
        const [px, py] = points.subarray(2 * row, 2 * row + 2);
        if (px !== undefined && py !== undefined && Number.isFinite(px + py)) {
          painter.disc(px, py, 2, { fill: { colour, opacity: 0.7 } });
        }
      }
    },
  };
}
