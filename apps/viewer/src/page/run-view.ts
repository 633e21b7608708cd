import { type RunData, STATISTICS, type Statistic } from "../log/run-data.ts";
import { html } from "./element.ts";
import { tickLabel } from "./scale.ts";
import { seriesCharts } from "./series-charts.ts";

const HEADINGS: Readonly<Record<Statistic, string>> = {
  mean: "mean",
  sd: "sd",
  min: "min",
  max: "max",
  q05: "5 %",
  q25: "25 %",
  q50: "median",
  q75: "75 %",
  q95: "95 %",
};

/** All that the page shows of a run. */
export function runView(run: RunData): HTMLElement[] {
  const heading = html(
    "h1",
    {},
    run.name,
    ...(run.title === undefined ? [] : [html("small", {}, run.title)]),
  );
  const problems = run.problems.map((problem) =>
    html("p", { class: "problem", role: "alert" }, problem),
  );
  if (run.series.length === 0)
    return [heading, ...problems, html("p", {}, "This log holds no series of Driftgraph's.")];
  return [
    heading,
    ...problems,
    html(
      "dl",
      {},
      ...run.facts.flatMap(([name, value]) => [html("dt", {}, name), html("dd", {}, value)]),
    ),
    html("div", { class: "scroll" }, finalTable(run)),
    html("div", { class: "charts" }, ...run.series.flatMap((series) => seriesCharts(run, series))),
  ];
}

function finalTable({ times, timeUnit, series }: RunData): HTMLElement {
  const last = times.length - 1;
  const when = `At t = ${times[last] ?? "?"}${timeUnit === undefined ? "" : ` ${timeUnit}`}`;
  const rows = series.map(({ name, unit, statistics }) =>
    html(
      "tr",
      {},
      html("th", { scope: "row" }, unit === undefined ? name : `${name} (${unit})`),
      ...STATISTICS.map((key) => html("td", {}, shown(statistics[key][last]))),
    ),
  );
  const head = html(
    "tr",
    {},
    html("th", {}, "species"),
    ...STATISTICS.map((key) => html("th", {}, HEADINGS[key])),
  );
  return html(
    "table",
    {},
    html("caption", {}, when),
    html("thead", {}, head),
    html("tbody", {}, ...rows),
  );
}

function shown(value: number | null | undefined): string {
  return value === null || value === undefined ? "–" : tickLabel(Number(value.toPrecision(4)));
}
