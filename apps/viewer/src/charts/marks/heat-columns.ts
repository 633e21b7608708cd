import type { Mark, Plot } from "../chart.ts";
import type { ColourScale } from "../colour-scale.ts";

/** An image whose columns are distributions. */
export interface HeatColumns {
  /** Where each column stands, rising; it reaches half way to its neighbours. */
  readonly xs: ArrayLike<number>;
  /** The share of a column's distribution below a value. */
  shareBelow(column: number, value: number): number;
  readonly scale: ColourScale;
  /** Where on the scale a share of `most` lies. */
  place(share: number): number;
  /** The density that has the scale's last colour. */
  readonly most: number;
}

/**
 * Densities as colours. A pixel has the mean density over the values that it covers, so nothing is binned anew:
 * bins wider than a pixel show as they are, narrower ones are averaged. Where no path is there is no colour.
 */
export function heatColumns(columns: HeatColumns): Mark {
  return {
    draw(painter, plot) {
      const width = Math.round(plot.width * painter.ratio);
      const height = Math.round(plot.height * painter.ratio);
      const rgba = new Uint8ClampedArray(4 * width * height);
      const edges = valueEdges(plot, height);
      let drawn = -1;
      let column = new Uint8ClampedArray();
      for (let x = 0; x < width; x++) {
        const value = plot.x.invert(plot.left + ((x + 0.5) * plot.width) / width);
        const nearest = columnAt(columns.xs, value);
        if (nearest === undefined) continue;
        if (nearest !== drawn) column = coloursOf(columns, nearest, edges);
        drawn = nearest;
        for (let y = 0; y < height; y++) {
          rgba.set(column.subarray(4 * y, 4 * y + 4), 4 * (y * width + x));
        }
      }
      painter.image({ width, height, rgba }, plot.left, plot.top, plot.width, plot.height);
    },
  };
}

/** The values at the upper edges of the rows of pixels, and below the last. */
function valueEdges({ y, top, height }: Plot, rows: number): Float64Array {
  return Float64Array.from({ length: rows + 1 }, (_, i) => y.invert(top + (i * height) / rows));
}

function coloursOf(
  { shareBelow, scale, place, most }: HeatColumns,
  column: number,
  edges: Float64Array,
): Uint8ClampedArray<ArrayBuffer> {
  const rows = edges.length - 1;
  const colours = new Uint8ClampedArray(4 * rows);
  let above = shareBelow(column, edges[0] ?? 0);
  for (let row = 0; row < rows; row++) {
    const below = shareBelow(column, edges[row + 1] ?? 0);
    const share = above - below;
    const density = share / ((edges[row] ?? 0) - (edges[row + 1] ?? 0));
    above = below;
    if (share > 0) colours.set(scale(place(density / most)), 4 * row);
  }
  return colours;
}

/** The column nearest to a value; none beyond half a column from the first and the last. */
export function columnAt(xs: ArrayLike<number>, value: number): number | undefined {
  const last = xs.length - 1;
  let [low, high] = [0, last];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((xs[middle] ?? 0) <= value) low = middle;
    else high = middle;
  }
  const nearest = value - (xs[low] ?? 0) < (xs[high] ?? 0) - value ? low : high;
  const gap = Math.abs((xs[high] ?? 0) - (xs[low] ?? 0)) || 1;
  return Math.abs(value - (xs[nearest] ?? 0)) <= gap / 2 + 1e-9 ? nearest : undefined;
}
