import type { LoggedRun } from "@driftgraph/core";
import type { Mark } from "../../charts/chart.ts";
import { errorBars } from "../../charts/marks/error-bars.ts";
import { numberText } from "../../charts/number-text.ts";
import { evenRows } from "../../charts/table.ts";
import type { Entry } from "../series/entries.ts";

/** What a certified run knows of the error of a series' mean at a logged time. */
export interface MeanError {
  /** Half-width of the 95 % confidence interval, from the number of paths. */
  readonly sampling: number;
  /** By how much the step size shifts it, and the half-width of that number's own interval. */
  readonly weak: number;
  readonly weakError: number;
}

/** Bars that stay apart. */
const MOST_BARS = 13;

/** The error of a mean; undefined for a run without a certificate. */
export function meanError(
  { errors }: LoggedRun,
  series: string,
  row: number,
): MeanError | undefined {
  const columns = errors.get(series);
  const at = (name: string): number => columns?.get(`mean:${name}`)?.[row] ?? Number.NaN;
  const [sampling, weak, weakError] = [at("sampling"), at("weak"), at("weakError")];
  return Number.isFinite(sampling + weak + weakError) ? { sampling, weak, weakError } : undefined;
}

/** Bars on the mean that are as wide as its sampling error and the effect of the step size together. */
export function meanErrorBars({ logged, series, colour }: Entry): Mark[] {
  const mean = series.statistics.get("mean") ?? new Float64Array();
  const bars = evenRows(logged.times.length, MOST_BARS).flatMap((row) => {
    const error = meanError(logged, series.name, row);
    return error ? [{ row, half: error.sampling + Math.abs(error.weak) + error.weakError }] : [];
  });
  if (bars.length === 0) return [];
  const around = (sign: number): number[] =>
    bars.map(({ row, half }) => (mean[row] ?? Number.NaN) + sign * half);
  const times = bars.map(({ row }) => logged.times[row] ?? Number.NaN);
  return [errorBars(times, around(-1), around(1), { colour, width: 1.5 })];
}

/** An error in words. */
export function meanErrorText({ sampling, weak, weakError }: MeanError): string {
  const step = `${numberText(weak, 2)} ± ${numberText(weakError, 2)}`;
  return `± ${numberText(sampling, 2)} sampling, ${step} step size`;
}
