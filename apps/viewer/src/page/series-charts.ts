import type { FinalHistogram, RunData, SeriesData } from "../log/run-data.ts";
import { type Axes, area, chart, legendKey, line, PLOT } from "./chart.ts";
import { svg } from "./element.ts";
import { linearScale } from "./scale.ts";

/** Sample paths that are drawn: more only blacken the picture. */
const DRAWN_PATHS = 40;

/** The charts of one series: how it went, and how it ended. */
export function seriesCharts(run: RunData, series: SeriesData): HTMLElement[] {
  return [
    pathChart(run, series),
    ...(series.final ? [histogramChart(run, series, series.final)] : []),
  ];
}

function pathChart({ times, timeUnit }: RunData, series: SeriesData): HTMLElement {
  const drawn = evenly(series.samples, DRAWN_PATHS);
  const { mean, q05, q95 } = series.statistics;
  const axes: Axes = {
    x: linearScale(extent(times), PLOT.x),
    y: linearScale(extent([...drawn.flat(), ...q05, ...q95, ...mean]), PLOT.y),
    xTitle: withUnit("time", timeUnit),
    yTitle: withUnit(series.name, series.unit),
  };
  return chart(
    `${series.name}: ${drawn.length} sample paths`,
    axes,
    [
      area("band", times, q05, q95, axes),
      ...drawn.map((path) => line("sample", times, path, axes)),
      line("mean", times, mean, axes),
    ],
    [legendKey("mean", "mean"), legendKey("band", "5–95 % of all paths")],
  );
}

function histogramChart(
  { times, timeUnit }: RunData,
  series: SeriesData,
  histogram: FinalHistogram,
): HTMLElement {
  const { low, width, counts } = histogram;
  const axes: Axes = {
    x: linearScale([low, low + width * counts.length], PLOT.x),
    y: linearScale([0, Math.max(1, ...counts)], PLOT.y),
    xTitle: withUnit(series.name, series.unit),
    yTitle: "paths",
  };
  const bars = counts.map((count, i) => {
    const left = axes.x(low + i * width);
    const size = Math.max(0.5, axes.x(low + (i + 1) * width) - left - 1);
    const top = axes.y(count);
    return svg("rect", {
      class: "bar",
      x: left,
      y: top,
      width: size,
      height: Math.max(0, axes.y(0) - top),
    });
  });
  const last = `${times.at(-1) ?? ""}${timeUnit === undefined ? "" : ` ${timeUnit}`}`;
  return chart(`${series.name} at t = ${last}: all paths by their value`, axes, bars);
}

function withUnit(name: string, unit: string | undefined): string {
  return unit === undefined ? name : `${name} (${unit})`;
}

/** The range of the values that are known; [0, 1] if none is. */
function extent(values: readonly (number | null)[]): readonly [number, number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (value === null) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return low <= high ? [low, high] : [0, 1];
}

/** At most `count` of some items, evenly spaced. */
function evenly<T>(items: readonly T[], count: number): T[] {
  if (items.length <= count) return [...items];
  return Array.from(
    { length: count },
    (_, i) => items[Math.floor((i * items.length) / count)],
  ).flatMap((item) => (item === undefined ? [] : [item]));
}
