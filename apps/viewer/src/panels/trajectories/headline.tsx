import type { LoggedRun } from "@driftgraph/core";
import { useMemo } from "preact/hooks";
import type { Chart } from "../../charts/chart.ts";
import { ChartView } from "../../charts/chart-view.tsx";
import { sideSteps } from "../../charts/marks/steps.ts";
import { countText, numberText, quantityText } from "../../charts/number-text.ts";
import { histogramTable } from "../distributions/distribution-table.ts";
import { densitiesOf } from "../distributions/histogram-density.ts";
import { type Entry, seriesColour, titleOf } from "../series/entries.ts";
import { partsFrom } from "./shown-parts.ts";
import { trajectoryChart } from "./trajectory-chart.ts";

/** The charts of the headline picture. */
export interface HeadlineCharts {
  readonly paths: Chart;
  /** The final histogram on its side, with the same axis of values. */
  readonly histogram: Chart;
}

const PARTS = partsFrom("paths median mean");

/**
 * A run's headline picture, as in the article: paths of a species beside its final histogram.
 *
 * @param name of the series; the first by default
 * @returns undefined while the log has no histograms of it
 */
function headlineCharts(logged: LoggedRun, name?: string): HeadlineCharts | undefined {
  const series = logged.series.find((one) => one.name === name) ?? logged.series[0];
  const density = series && densitiesOf(series).at(-1);
  if (!series || !density) return undefined;
  const colour = seriesColour(logged, series.name);
  const entry: Entry = { run: "", logged, series, colour, label: series.name };
  const title = titleOf(series);
  const paths = trajectoryChart(
    { key: series.name, title, entries: [entry] },
    { parts: PARTS, kind: "linear" },
  );
  const { value, density: peak } = density.mode;
  const end = quantityText(logged.times.at(-1) ?? Number.NaN, logged.run?.timeUnit, 3);
  const histogram: Chart = {
    title: `at t = ${end}`,
    summary: `Final histogram of ${series.name}, most often near ${numberText(value, 3)}.`,
    x: { label: "density", kind: "linear", domain: [0, (peak || 1) * 1.05] },
    y: { ...paths.y, label: series.name },
    marks: [sideSteps(density.edges, density.densities(), { colour }, { colour, opacity: 0.2 })],
    read(_, y) {
      const bin = density.binAt(y);
      const count = bin === undefined ? 0 : (density.counts[bin] ?? 0);
      return {
        title: quantityText(y, series.unit),
        rows: [
          { label: "in its bin", value: `${countText(count)} paths` },
          { label: "below", value: `${numberText(100 * density.shareBelow(y), 3)} %` },
        ],
      };
    },
    table: () => histogramTable([entry], new Set([logged.times.length - 1])),
  };
  return { paths, histogram };
}

/** The headline picture on the screen; nothing until there are numbers. */
export function Headline({ logged, series }: { logged: LoggedRun; series?: string }) {
  const charts = useMemo(() => headlineCharts(logged, series), [logged, series]);
  if (!charts) return null;
  return (
    <div class="headline">
      <ChartView chart={charts.paths} />
      <ChartView chart={charts.histogram} />
    </div>
  );
}
