import type { Mark } from "../chart.ts";

/** How a point of rest looks: ● stable, ○ unstable, ◐ saddle, ◌ neither by its eigenvalues alone. */
export type EquilibriumLook = "stable" | "unstable" | "saddle" | "undecided";

const RADIUS = 5.5;

/** A point of rest. */
export function equilibrium(x: number, y: number, look: EquilibriumLook): Mark {
  return {
    reach: RADIUS + 2,
    draw(painter, plot) {
      const [px, py] = [plot.x.map(x), plot.y.map(y)];
      const { left, top, width, height } = plot;
      if (px < left || px > left + width || py < top || py > top + height) return;
      const ink = { colour: "var(--ink)" };
      const inside = look === "stable" ? ink : { colour: "var(--ground)" };
      painter.disc(px, py, RADIUS + 1.5, { fill: { colour: "var(--ground)" } });
      painter.disc(px, py, RADIUS, {
        fill: inside,
        stroke: { ...ink, width: 1.5, ...(look === "undecided" && { dash: [2, 2] }) },
      });
      if (look !== "saddle") return;
      const half = Array.from({ length: 17 }, (_, i) => Math.PI / 2 + (i * Math.PI) / 16);
      const rim = half.flatMap((a) => [px + RADIUS * Math.cos(a), py + RADIUS * Math.sin(a)]);
      painter.polygon(Float64Array.from(rim), ink);
    },
  };
}
