import { type Ensemble, periodOf, type Run } from "@driftgraph/core";
import { showNumber, showPercent } from "../terminal/number.ts";

/** How species go together at the end of a run: what `--json` has of them. */
export interface CorrelationResult {
  readonly a: string;
  readonly b: string;
  readonly t: number;
  readonly covariance: number | null;
  readonly correlation: number | null;
}

/** The rhythm of a species: what `--json` has of its autocorrelation. */
export interface PeriodResult {
  readonly species: string;
  /** The time from which it was taken. */
  readonly from: number;
  /** null if it shows none. */
  readonly period: number | null;
  /** The autocorrelation after one period; null if it shows none. */
  readonly coherence: number | null;
}

/** Covariances at the last logged time. */
export function correlationResults(
  { times }: Run,
  { correlations }: Ensemble,
): CorrelationResult[] {
  return correlations.covariances.map(({ a, b, covariance, correlation }) => ({
    a,
    b,
    t: times.at(-1) ?? Number.NaN,
    covariance: known(covariance.at(-1)),
    correlation: known(correlation.at(-1)),
  }));
}

/** The periods that autocorrelations show. */
export function periodResults({ times }: Run, { correlations, paths }: Ensemble): PeriodResult[] {
  return correlations.autocorrelations.map((of) => {
    const found = periodOf(of, times, paths);
    return {
      species: of.name,
      from: times[of.from] ?? Number.NaN,
      period: found?.period ?? null,
      coherence: found?.height ?? null,
    };
  });
}

/** JSON has no NaN: what isn't known is null. */
function known(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? value : null;
}

/** Both in plain words, a line each. */
export function correlationLines(run: Run, ensemble: Ensemble): string[] {
  const pairs = correlationResults(run, ensemble).map(
    ({ a, b, covariance, correlation }) =>
      `${a} and ${b}: correlation ${showNumber(correlation ?? Number.NaN)}, covariance ${showNumber(covariance ?? Number.NaN)}`,
  );
  const periods = periodResults(run, ensemble).map(({ species, from, period, coherence }) =>
    period === null
      ? `${species} shows no period from t = ${showNumber(from)} on`
      : `${species} has a period of ${showNumber(period)}: ${showPercent(coherence ?? Number.NaN)} of its rhythm at t = ${showNumber(from)} is left after one`,
  );
  return [...pairs, ...periods];
}
