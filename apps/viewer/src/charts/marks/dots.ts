import type { Mark } from "../chart.ts";
import type { Fill, Stroke } from "../painter.ts";

/** Round points; those on the plot's edge are cut off there, unless they may reach beyond it. */
export function dots(
  xs: ArrayLike<number>,
  ys: ArrayLike<number>,
  radius: number,
  style: { readonly fill?: Fill; readonly stroke?: Stroke },
  reach = 0,
): Mark {
  return {
    reach,
    draw(painter, { x, y }) {
      for (let i = 0; i < xs.length; i++) {
        const [px, py] = [x.map(xs[i] ?? Number.NaN), y.map(ys[i] ?? Number.NaN)];
        if (Number.isFinite(px + py)) painter.disc(px, py, radius, style);
      }
    },
  };
}
