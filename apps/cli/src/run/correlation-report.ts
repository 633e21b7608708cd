import { type Ensemble, type Rhythm, type Run, rhythmOf, shortestPeriod } from "@driftgraph/core";
import { showNumber, showPercent } from "../terminal/number.ts";

/** How species go together at the end of a run: what `--json` has of them. Errors are standard errors. */
export interface CorrelationResult {
  readonly a: string;
  readonly b: string;
  readonly t: number;
  readonly covariance: number | null;
  readonly covarianceError: number | null;
  readonly correlation: number | null;
  readonly correlationError: number | null;
}

/** The rhythm of a species: what `--json` has of its autocorrelation. Errors are standard errors. */
export interface PeriodResult {
  readonly species: string;
  /** The time from which it was taken. */
  readonly from: number;
  /** `period` if it shows one; why there is none: `none`, `undefined` as all paths are alike at `from`, or `coarse` as logged times are too far apart. */
  readonly rhythm: Rhythm["kind"];
  /** null if it shows none. */
  readonly period: number | null;
  readonly periodError: number | null;
  /** The autocorrelation after one period; null if it shows none. */
  readonly coherence: number | null;
  readonly coherenceError: number | null;
}

/** A species' autocorrelation at each logged time from the one on from which it was taken. */
export interface AutocorrelationResult {
  readonly species: string;
  readonly from: number;
  readonly t: readonly number[];
  readonly correlation: readonly (number | null)[];
  readonly error: readonly (number | null)[];
}

/** Covariances at the last logged time. */
export function correlationResults(
  { times }: Run,
  { correlations }: Ensemble,
): CorrelationResult[] {
  return correlations.covariances.map(({ a, b, covariance, correlation, errors }) => ({
    a,
    b,
    t: times.at(-1) ?? Number.NaN,
    covariance: known(covariance.at(-1)),
    covarianceError: known(errors.covariance.at(-1)),
    correlation: known(correlation.at(-1)),
    correlationError: known(errors.correlation.at(-1)),
  }));
}

/** The periods that autocorrelations show. */
export function periodResults(
  { times, plan }: Run,
  { correlations, paths, parameters }: Ensemble,
): PeriodResult[] {
  const { autocorrelations } = correlations;
  if (autocorrelations.length === 0) return [];
  const lasting = (times[1] ?? 0) - (times[0] ?? 0);
  const fastest = shortestPeriod(plan.model, new Map(Object.entries(parameters)), lasting);
  return autocorrelations.map((of) => {
    const rhythm = rhythmOf(of, times, paths, fastest);
    const found = rhythm.kind === "period" ? rhythm : undefined;
    return {
      species: of.name,
      from: times[of.from] ?? Number.NaN,
      rhythm: rhythm.kind,
      period: known(found?.period),
      periodError: known(found?.errors?.period),
      coherence: known(found?.height),
      coherenceError: known(found?.errors?.height),
    };
  });
}

/** The autocorrelations themselves. */
export function autocorrelationResults(
  { times }: Run,
  { correlations }: Ensemble,
): AutocorrelationResult[] {
  return correlations.autocorrelations.map(({ name, from, correlation, errors }) => ({
    species: name,
    from: times[from] ?? Number.NaN,
    t: [...times.slice(from)],
    correlation: [...correlation.slice(from)].map(known),
    error: [...(errors?.correlation.slice(from) ?? [])].map(known),
  }));
}

/** JSON has no NaN: what isn't known is null. */
function known(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? value : null;
}

/** Both in plain words, a line each; what is behind a ± is half of a 95 % interval. */
export function correlationLines(run: Run, ensemble: Ensemble): string[] {
  const { covariances, autocorrelations } = ensemble.correlations;
  const wanted = covariances.length + autocorrelations.length > 0;
  if (wanted && ensemble.paths < 2) return ["correlations are over the paths: run two or more"];
  const pairs = correlationResults(run, ensemble).map(
    ({ a, b, covariance, covarianceError, correlation, correlationError }) =>
      `${a} and ${b}: correlation ${within(correlation, correlationError)}, covariance ${within(covariance, covarianceError)}`,
  );
  const { times } = run;
  const logged = { spacing: (times[1] ?? 0) - (times[0] ?? 0), end: times.at(-1) ?? 0 };
  const { timeUnit } = run.plan.model;
  return [
    ...pairs,
    ...periodResults(run, ensemble).map((result) => periodLine(result, logged, timeUnit)),
  ];
}

/** The rhythm of a species in plain words. */
export function periodLine(
  { species, from, rhythm, period, periodError, coherence, coherenceError }: PeriodResult,
  { spacing, end }: { readonly spacing: number; readonly end: number },
  timeUnit: string | undefined,
): string {
  const unit = timeUnit === undefined ? "" : ` ${timeUnit}`;
  const start = `t = ${showNumber(from)}${unit}`;
  switch (rhythm) {
    case "period": {
      const error = coherenceError === null ? "" : ` ± ${showPercent(Z95 * coherenceError)}`;
      return `${species} has a period of ${within(period, periodError)}${unit}: ${showPercent(coherence ?? Number.NaN)}${error} of its rhythm at ${start} is left after one`;
    }
    case "none":
      return `${species} shows no period from ${start} to ${showNumber(end)}${unit}`;
    case "undefined":
      return `${species} has no autocorrelation from ${start} on, as it is the same on all paths there: take a later time`;
    case "coarse":
      return `${species}: logged times ${showNumber(spacing)}${unit} apart are too far from each other to tell a period: take a smaller --every, so that there are 8 in one`;
  }
}

/** Half of a normal distribution's 95 % interval, in standard deviations. */
const Z95 = 1.96;

/** `0.7999 ± 0.0050` */
function within(value: number | null, error: number | null): string {
  const text = showNumber(value ?? Number.NaN);
  return error === null ? text : `${text} ± ${showNumber(Z95 * error, 2)}`;
}
