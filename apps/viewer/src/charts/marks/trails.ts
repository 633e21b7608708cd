import type { Mark } from "../chart.ts";
import { pointsIn } from "./line.ts";

/** Pieces of a trail, each of one opacity. */
const PIECES = 10;

/** Paths through the plane up to a row of their times: the older, the fainter; a dot where they are. */
export function trails(
  xs: readonly ArrayLike<number>[],
  ys: readonly ArrayLike<number>[],
  row: number,
  colour: string,
  opacity: number,
): Mark {
  return {
    draw(painter, plot) {
      for (const [path, x] of xs.entries()) {
        const points = pointsIn(plot, x, ys[path] ?? []);
        for (let piece = 0; piece < PIECES; piece++) {
          const from = Math.round((row * piece) / PIECES);
          const to = Math.round((row * (piece + 1)) / PIECES);
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
