import type { LoggedRun } from "@driftgraph/core";
import type { Chart } from "../../charts/chart.ts";
import { verticalRule } from "../../charts/marks/rule.ts";
import type { ScaleKind } from "../../charts/scale.ts";
import type { Cell } from "../series/entries.ts";
import { heatChart } from "./heat-chart.ts";
import { histogramChart, histogramFront } from "./histogram-chart.ts";
import { ridgeChart, ridgeFront } from "./ridge-chart.ts";

/** How distributions are shown. */
export type DistributionView = "histogram" | "heat" | "ridges" | "passage";

export interface DistributionStyle {
  readonly view: DistributionView;
  readonly kind: ScaleKind;
  readonly times: readonly number[];
}

/** The views, with the words for them. */
const DISTRIBUTION_VIEWS: readonly (readonly [DistributionView, string])[] = [
  ["histogram", "histogram"],
  ["heat", "heat map"],
  ["ridges", "ridgeline"],
  ["passage", "first passage"],
];

/** The views that runs have: first passages are those to events. */
export function viewsOf(runs: readonly Pick<LoggedRun, "events">[]): typeof DISTRIBUTION_VIEWS {
  const hasEvents = runs.some(({ events }) => events.length > 0);
  return DISTRIBUTION_VIEWS.filter(([view]) => view !== "passage" || hasEvents);
}

/** The view that the address asks for, if the runs have it. */
export function distributionViewFrom(
  text: string | undefined,
  runs: readonly Pick<LoggedRun, "events">[],
): DistributionView {
  return viewsOf(runs).find(([view]) => view === text)?.[0] ?? "histogram";
}

/** The chart of a cell, without what moves with the time. */
export function distributionChart(cell: Cell, style: DistributionStyle): Chart | undefined {
  if (style.view === "heat") return heatChart(cell);
  return style.view === "ridges" ? ridgeChart(cell) : histogramChart(cell, style);
}

/** A chart at a time. */
export function atTime(
  chart: Chart,
  cell: Cell,
  style: DistributionStyle,
  time: number | undefined,
): Chart {
  const { view } = style;
  if (view === "ridges") return { ...chart, front: ridgeFront(cell, time) };
  if (view === "histogram") {
    const { marks, read } = histogramFront(cell, style, time);
    return { ...chart, front: marks, read };
  }
  const rule = { colour: "var(--ink)", dash: [4, 3], opacity: 0.8 };
  return time === undefined ? chart : { ...chart, front: [verticalRule(time, rule)] };
}
