import { QUANTILES } from "../summary/reported-quantiles.ts";
import { quantiles, type SeriesSummary, standardDeviation } from "../summary/series-summary.ts";
import type { Table } from "./table.ts";

const MOMENTS = ["count", "mean", "variance", "min", "max"] as const;

/** Columns of a table of statistics; `error:q05` bounds how far `q05` is from the sample's quantile. */
const STATISTICS_COLUMNS: readonly string[] = [
  ...MOMENTS,
  ...QUANTILES.map(([name]) => name),
  ...QUANTILES.map(([name]) => `error:${name}`),
];

/** One series' quantiles at each logged time, in the order of `QUANTILES`. */
export interface SeriesQuantiles {
  readonly values: readonly Float64Array[];
  readonly errors: readonly Float64Array[];
}

/** The quantiles of a series at each logged time, each with its error bound. */
export function quantilesOf(series: SeriesSummary): SeriesQuantiles {
  const ps = QUANTILES.map(([, p]) => p);
  const at = Array.from({ length: series.mean.length }, (_, k) => quantiles(series, k, ps));
  const column = (pick: "value" | "error", i: number): Float64Array =>
    new Float64Array(at.map((of) => of[i]?.[pick] ?? Number.NaN));
  return {
    values: ps.map((_, i) => column("value", i)),
    errors: ps.map((_, i) => column("error", i)),
  };
}

/** All statistics of a series in double precision. */
export function statisticsTable(series: SeriesSummary, quantiles: SeriesQuantiles): Table {
  const columns = [
    ...MOMENTS.map((name) => series[name]),
    ...quantiles.values,
    ...quantiles.errors,
  ];
  const rows = series.mean.length;
  const values = new Float64Array(rows * columns.length);
  for (const [c, column] of columns.entries()) {
    for (let k = 0, at = c; k < rows; k++, at += columns.length)
      values[at] = column[k] ?? Number.NaN;
  }
  const { name, unit } = series;
  const width = columns.length;
  return { kind: "statistics", series: name, unit, width, columns: STATISTICS_COLUMNS, values };
}

/** What is charted of a series, as (name, values at the logged times): mean, sd and quantiles. */
export function chartedStatistics(
  series: SeriesSummary,
  quantiles: SeriesQuantiles,
): (readonly [name: string, values: Float64Array])[] {
  return [
    ["mean", series.mean],
    ["sd", standardDeviation(series)],
    ...QUANTILES.map(([name], i) => [name, quantiles.values[i] ?? new Float64Array()] as const),
  ];
}
