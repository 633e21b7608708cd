import type { Mark } from "../chart.ts";

/** A text at a place of the plot, kept within it. */
export function words(text: string, x: number, y: number, colour: string): Mark {
  return {
    draw(painter, plot) {
      const half = painter.measure(text) / 2 + 2;
      const at = plot.x.map(x);
      const left = Math.min(Math.max(at, plot.left + half), plot.left + plot.width - half);
      const top = Math.max(plot.y.map(y) - 8, plot.top + 8);
      if (at < plot.left || at > plot.left + plot.width) return;
      painter.text(text, left, top, { colour, align: "middle", halo: "var(--ground)" });
    },
  };
}
