import type { Download } from "../../charts/chart-files.ts";
import { csvOf, tableOf } from "../../charts/table.ts";
import { themeAt } from "../../charts/theme.ts";
import type { DrawnGraph } from "../../graph/drawn-graph.ts";
import type { ShownGraph } from "./graph-choice.ts";
import type { GraphSurface } from "./graph-surface.ts";
import { graphSvg } from "./graph-svg.ts";
import type { Colouring } from "./graph-view.ts";

/** The drawing as it is on the screen, whole: PNG and SVG of the last graph, CSV of all of its items. */
export function graphDownloads(
  shown: readonly ShownGraph[],
  drawn: readonly DrawnGraph[],
  colouring: Colouring,
  surfaces: readonly (GraphSurface | undefined)[],
): Download[] {
  const last = drawn.length - 1;
  const [one, title] = [drawn[last], shown[last]?.title];
  if (!one || title === undefined) return [];
  const name = `graph-${title}`.replace(/[^\w.-]+/g, "-");
  return [
    {
      format: "PNG",
      name: `${name}.png`,
      make: async (at) => {
        const surface = surfaces[last];
        if (!surface) throw new Error("The graph isn't drawn yet.");
        return await surface.png(themeAt(at).colour("var(--ground)"));
      },
    },
    {
      format: "SVG",
      name: `${name}.svg`,
      make: (at) => new Blob([graphSvg(one, colouring, themeAt(at))], { type: "image/svg+xml" }),
    },
    {
      format: "CSV",
      name: `${name}.csv`,
      make: () => new Blob([itemsCsv(one)], { type: "text/csv" }),
    },
  ];
}

function itemsCsv({ items }: DrawnGraph): string {
  return csvOf(
    tableOf([
      ["name", items.map(({ id }) => id)],
      ["kind", items.map(({ kind }) => kind)],
      ["op", items.map(({ op }) => op ?? "")],
      ["ops", items.map(({ count }) => count)],
      ["device", items.map(({ device }) => device)],
      ["time, µs", items.map(({ time }) => time ?? "")],
      ["bytes", items.map(({ bytes }) => bytes ?? "")],
    ]),
  );
}
