import type { SeriesSummary } from "../summary/series-summary.ts";
import type { SummaryValue } from "./event.ts";
import { chartedStatistics, type SeriesQuantiles } from "./statistics.ts";

/** A column of scalars: one tag with a value at each logged time. */
export interface ScalarColumn {
  readonly tag: string;
  readonly description: string;
  readonly values: Float64Array;
}

const MEANINGS: Readonly<Record<string, string>> = {
  mean: "Mean over all paths",
  sd: "Standard deviation over all paths",
  q05: "5 % of paths are below, within the bin of the histogram",
  q25: "25 % of paths are below, within the bin of the histogram",
  q50: "Median, within the bin of the histogram",
  q75: "75 % of paths are below, within the bin of the histogram",
  q95: "95 % of paths are below, within the bin of the histogram",
};

/** The scalars of a series: `x1/mean`, `x1/sd`, `x1/q05` … `x1/q95`. */
export function scalarColumns(
  series: SeriesSummary,
  quantiles: SeriesQuantiles,
  timeUnit: string | undefined,
): ScalarColumn[] {
  const axes = axesOf(series.unit, timeUnit);
  return chartedStatistics(series, quantiles).map(([name, values]) => ({
    tag: `${series.name}/${name}`,
    description: `${MEANINGS[name] ?? name} of ${series.name}${axes}`,
    values,
  }));
}

/** How often a species' positivity policy acted: `x1/violations`, summed up to each logged time. */
export function violationColumn(species: string, counts: Float64Array): ScalarColumn {
  return {
    tag: `${species}/violations`,
    description: `How often ${species} would have become negative, over all paths and steps so far`,
    values: counts,
  };
}

/** The value of a column at a logged time; the first one in a log says what the tag is. */
export function scalarValue(
  { tag, description, values }: ScalarColumn,
  k: number,
  first: boolean,
): SummaryValue {
  const data = { kind: "scalar", value: values[k] ?? Number.NaN } as const;
  if (!first) return { tag, data };
  return { tag, data, plugin: { name: "scalars" }, description, dataClass: "scalar" };
}

/** The units of both axes as words; "" if none is known. */
export function axesOf(unit: string | undefined, timeUnit: string | undefined): string {
  const value = unit === undefined ? "" : `, in ${unit}`;
  return timeUnit === undefined ? value : `${value}; time in ${timeUnit}`;
}
