import type { LoggedRun } from "@driftgraph/core";
import type { Domain } from "../../charts/scale.ts";
import { rowAt } from "../../state/logged-time.ts";
import type { View } from "../../state/view.ts";

/** A band of a series' values at a time, brushed in its histogram: it selects the paths that lie in it. */
export interface Band {
  readonly series: string;
  readonly range: Domain;
  /** undefined: at the end. */
  readonly time: number | undefined;
}

/** The band that the address keeps as `band=low,high`, `band.series` and `band.t`. */
export function bandOf(view: View): Band | undefined {
  const series = view.get("band.series");
  const [low = Number.NaN, high = Number.NaN] = (view.get("band") ?? "").split(",").map(Number);
  if (series === undefined || !(low < high)) return undefined;
  return { series, range: [low, high], time: view.number("band.t") };
}

export function keepBand(view: View, band: Band | undefined): void {
  view.set({
    band: band?.range.map((value) => String(Number(value.toPrecision(6)))).join(","),
    "band.series": band?.series,
    "band.t": band?.time,
  });
}

/** Absolute indices of the sample paths that a band selects; undefined if there is none. */
export function pathsIn(
  { series, times }: LoggedRun,
  band: Band | undefined,
): ReadonlySet<number> | undefined {
  const of = band && series.find(({ name }) => name === band.series);
  if (!of) return undefined;
  const k = rowAt(times, band.time);
  const [low, high] = band.range;
  const inside = of.samples.paths.filter((_, i) => {
    const value = of.samples.values[i]?.[k] ?? Number.NaN;
    return value >= low && value < high;
  });
  return new Set(inside);
}
