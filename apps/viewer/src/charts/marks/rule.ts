import type { Mark } from "../chart.ts";
import type { Stroke } from "../painter.ts";

/** A line across the plot at a value of x; its text stands at the top. */
export function verticalRule(value: number, stroke: Stroke, text?: string): Mark {
  return {
    draw(painter, { x, top, left, width, height }) {
      const at = x.map(value);
      painter.segments(Float64Array.of(at, top, at, top + height), stroke);
      if (text === undefined) return;
      const isRight = at > left + width - painter.measure(text) - 8;
      painter.text(text, at + (isRight ? -4 : 4), top + 8, {
        colour: stroke.colour,
        align: isRight ? "end" : "start",
        halo: "var(--ground)",
      });
    },
  };
}
