import type { Chart } from "../../charts/chart.ts";
import { fadingViridis } from "../../charts/colour-scale.ts";
import { columnAt, heatColumns } from "../../charts/marks/heat-columns.ts";
import { verticalRule } from "../../charts/marks/rule.ts";
import { numberText, quantityText } from "../../charts/number-text.ts";
import { extentOf, padded, withZero } from "../../charts/scale.ts";
import type { Cell } from "../series/entries.ts";
import { histogramTable } from "./distribution-table.ts";
import { valueRange } from "./histogram-chart.ts";
import { densitiesOf, percentile } from "./histogram-density.ts";

/** All histograms of a cell's first entry as one image: time across, value up, density as colour. */
export function heatChart({ title, entries }: Cell): Chart | undefined {
  const [entry] = entries;
  if (!entry) return undefined;
  const { logged, series } = entry;
  const densities = densitiesOf(series);
  const peaks = densities.map(({ mode }) => mode.density);
  // A start where all paths are at one place would leave no colours for the rest.
  const most = percentile(peaks, 0.75) || 1;
  const { times } = logged;
  return {
    title,
    summary: `Density of ${series.name} at each of ${times.length} logged times, as colours from dark (few paths) to bright (many).`,
    x: {
      label: "time",
      unit: logged.run?.timeUnit,
      kind: "linear",
      domain: padded("linear", extentOf(times), 0),
    },
    y: {
      label: series.name,
      unit: series.unit,
      kind: "linear",
      domain: padded("linear", withZero(valueRange(entries)), 0.02),
    },
    marks: [
      heatColumns({
        xs: times,
        shareBelow: (k, value) => densities[k]?.shareBelow(value) ?? 0,
        scale: fadingViridis,
        place: Math.sqrt,
        most,
      }),
    ],
    // By roots: a second, wider peak is seen beside a narrow one that is many times as high.
    colourBar: { label: "density", scale: fadingViridis, place: Math.sqrt, domain: [0, most] },
    read(x, y) {
      const k = columnAt(times, x);
      const density = k === undefined ? undefined : densities[k];
      if (k === undefined || !density) return undefined;
      const bin = density.binAt(y);
      const count = bin === undefined ? 0 : (density.counts[bin] ?? 0);
      return {
        title: `t = ${quantityText(times[k] ?? Number.NaN, logged.run?.timeUnit)}`,
        rows: [
          { label: series.name, value: quantityText(y, series.unit) },
          { label: "paths in its bin", value: `${count}` },
          { label: "density", value: numberText(count / (density.paths * density.width), 3) },
          { label: "below", value: `${numberText(100 * density.shareBelow(y), 3)} %` },
        ],
        marks: [verticalRule(times[k] ?? Number.NaN, { colour: "var(--ink)", opacity: 0.6 })],
      };
    },
    table: () => histogramTable([entry], undefined),
  };
}
