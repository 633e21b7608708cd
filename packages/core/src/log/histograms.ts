import type { DType } from "../run/dtype.ts";
import type { SeriesSummary } from "../summary/series-summary.ts";
import type { SummaryValue } from "./event.ts";
import { axesOf } from "./scalars.ts";
import { countArray, numberTensor, type Table } from "./table.ts";

/** The tag of a series' histograms. */
function histogramTag(series: string): string {
  return `${series}/histogram`;
}

/** How the values of a run's histograms are written. */
export interface HistogramFormat {
  readonly dtype: DType;
  readonly timeUnit: string | undefined;
}

/**
 * The exact bins of a series at a logged time, for TensorBoard: [k, 3] as (left, right, count).
 *
 * Empty outer bins are left out; what fell outside the bins is a bin of its own up to the exact
 * minimum or maximum, so nothing is lost. The first one in a log says what the tag is.
 */
export function histogramValue(
  series: SeriesSummary,
  k: number,
  first: boolean,
  { dtype, timeUnit }: HistogramFormat,
): SummaryValue {
  const values = binRows(series, k, dtype);
  const tensor = numberTensor([values.length / 3, 3], values);
  const value = { tag: histogramTag(series.name), data: { kind: "tensor", tensor } as const };
  if (!first) return value;
  const description = `Paths by their value of ${series.name}: bins as counted${axesOf(series.unit, timeUnit)}`;
  return { ...value, plugin: { name: "histograms" }, description, dataClass: "tensor" };
}

/** Rows of (left, right, count); edges are exact in single precision if the run is. */
function binRows(
  { bins, histogram, min, max, count: paths }: SeriesSummary,
  k: number,
  dtype: DType,
): Float32Array | Float64Array {
  const counts = histogram[k] ?? new Float64Array();
  const { low, width, count } = bins[k] ?? { low: 0, width: 0, count: 0 };
  const [first, last] = usedSlots(counts);
  const length = 3 * Math.max(0, last - first + 1);
  const rows = dtype === "float32" ? countArray(length, paths[k] ?? 0) : new Float64Array(length);
  for (let slot = first, at = 0; slot <= last; slot++, at += 3) {
    rows[at] = slot === 0 ? (min[k] ?? low) : low + (slot - 1) * width;
    rows[at + 1] = slot === count + 1 ? (max[k] ?? low) : low + slot * width;
    rows[at + 2] = counts[slot] ?? 0;
  }
  return rows;
}

/** First and last slot that isn't empty; (0, -1) if all are. */
function usedSlots(counts: Float64Array): [first: number, last: number] {
  let first = 0;
  let last = counts.length - 1;
  while (last >= 0 && counts[last] === 0) last--;
  while (first < last && counts[first] === 0) first++;
  return [first, last];
}

/** The bins of a series at each logged time, and which slots of its histogram the counts hold. */
const BINS_COLUMNS: readonly string[] = ["low", "width", "count", "firstSlot", "slots"];

/**
 * All histograms of a series in two tables: the bins, and the counts of the used slots.
 *
 * A row of counts begins at the row's `firstSlot` and is padded with zeros to the widest one.
 */
export function histogramTables(series: SeriesSummary): [bins: Table, counts: Table] {
  const { name, unit, bins, histogram } = series;
  const used = histogram.map(usedSlots);
  const widest = used.reduce((most, [first, last]) => Math.max(most, last - first + 1), 1);
  const most = series.count.reduce((a, b) => Math.max(a, b), 0);
  const counts = countArray(histogram.length * widest, most);
  const rows = new Float64Array(histogram.length * BINS_COLUMNS.length);
  histogram.forEach((all, k) => {
    const [first, last] = used[k] ?? [0, -1];
    const { low = 0, width = 0, count = 0 } = bins[k] ?? {};
    rows.set([low, width, count, first, last - first + 1], k * BINS_COLUMNS.length);
    counts.set(all.subarray(first, last + 1), k * widest);
  });
  return [
    {
      kind: "bins",
      series: name,
      unit,
      width: BINS_COLUMNS.length,
      columns: BINS_COLUMNS,
      values: rows,
    },
    { kind: "counts", series: name, width: widest, values: counts },
  ];
}
