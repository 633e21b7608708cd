import {
  influences,
  type PairErrors,
  pairErrors,
  scatterOf,
  standardized,
} from "./correlation-errors.ts";
import type { SeriesSummary } from "./series-summary.ts";
import { termsOf, type Units } from "./units.ts";

/** How two species vary together over the paths. */
export interface Covariance {
  readonly a: string;
  readonly b: string;
  /** Unbiased sample covariance at each logged time. */
  readonly covariance: Float64Array;
  /** −1 to 1; NaN where one of them doesn't vary. */
  readonly correlation: Float64Array;
  /** Standard errors, from how far the sample paths scatter. */
  readonly errors: { readonly covariance: Float64Array; readonly correlation: Float64Array };
}

/** How a species goes with what it was at a time before. */
export interface Autocorrelation {
  readonly name: string;
  /** Index of the logged time from which it is taken. */
  readonly from: number;
  /** −1 to 1 at each logged time; NaN before it is taken, and at all times if nothing varies then. */
  readonly correlation: Float64Array;
  /** Standard errors, from how far the sample paths scatter; undefined if they aren't known. */
  readonly errors?: {
    readonly correlation: Float64Array;
    /** Of what the correlation changes by from the logged time before to the one after. */
    readonly change: Float64Array;
  };
}

/** What a run says of how its series vary together. */
export interface Correlations {
  readonly covariances: readonly Covariance[];
  readonly autocorrelations: readonly Autocorrelation[];
}

/** The variance of the sum of two series, each in its unit, at each logged time; its name is that of both, joined by +. */
export interface SumVariance {
  readonly name: string;
  readonly variance: Float64Array;
}

/** What correlations are made from. */
export interface CorrelationParts {
  readonly series: readonly SeriesSummary[];
  readonly sums: readonly SumVariance[];
  /** What the terms of sums were multiplied by. */
  readonly units: Units;
  /** Sample paths, [series][path][logged time]: what tells the errors. */
  readonly samples: readonly (readonly Float64Array[])[];
}

/** The correlations that variances of sums make: 2 Cov(a, b) = Var(a + b) − Var a − Var b. */
export function correlationsOf(
  { autocorrelation: from = 0 }: { readonly autocorrelation: number | undefined },
  parts: CorrelationParts,
): Correlations {
  const { series, sums, units, samples } = parts;
  const spreads = new Map(
    sums.length === 0
      ? []
      : series.map((summary, i) => [
          summary.name,
          { summary, standardized: standardized(summary, samples[i] ?? []) },
        ]),
  );
  const varianceOf = (name: string): Float64Array =>
    series.find((of) => of.name === name)?.variance ?? new Float64Array();
  const covariances: Covariance[] = [];
  const autocorrelations: Autocorrelation[] = [];
  for (const { name, variance } of sums) {
    const [a = "", b = ""] = name.split("+");
    const own = a === b;
    const [first, second] = [varianceOf(a), varianceOf(b)];
    const other = (k: number): number => (own ? second[from] : second[k]) ?? Number.NaN;
    const [u, v] = (termsOf(name) ?? []).map((term) => units.get(term));
    const covariance = variance.map((sum, k) => {
      // Of one path alone nothing is known.
      if ((own && k < from) || !((spreads.get(a)?.summary.count[k] ?? 0) > 1)) return Number.NaN;
      const [p, q] = [u?.[k] ?? 1, v?.[k] ?? 1];
      return (sum - p * p * (first[k] ?? Number.NaN) - q * q * other(k)) / (2 * p * q);
    });
    const correlation = covariance.map((value, k) =>
      bounded(value / Math.sqrt((first[k] ?? Number.NaN) * other(k))),
    );
    const { errors, change } = errorsOf(
      spreads.get(a),
      spreads.get(b),
      own ? from : undefined,
      correlation,
    );
    const ofCorrelation = Float64Array.from(errors, (of) => of.correlation);
    if (own)
      autocorrelations.push({
        name: a,
        from,
        correlation,
        errors: { correlation: ofCorrelation, change },
      });
    else {
      const ofCovariance = Float64Array.from(errors, (of) => of.covariance);
      const both = { covariance: ofCovariance, correlation: ofCorrelation };
      covariances.push({ a, b, covariance, correlation, errors: both });
    }
  }
  return { covariances, autocorrelations };
}

/** What tells the errors of a series. */
interface Spread {
  readonly summary: SeriesSummary;
  readonly standardized: readonly Float64Array[];
}

/**
 * The standard errors of a pair at each logged time, and of the change of its correlation around it.
 *
 * @param from the logged time of the second, if it isn't that of the first.
 */
function errorsOf(
  a: Spread | undefined,
  b: Spread | undefined,
  from: number | undefined,
  correlation: Float64Array,
): { readonly errors: readonly PairErrors[]; readonly change: Float64Array } {
  const none = new Float64Array();
  const found = Array.from(correlation, (r, k) => {
    const then = from ?? k;
    const paths = a?.summary.count[k] ?? 0;
    const product = (a?.summary.variance[k] ?? 0) * (b?.summary.variance[then] ?? 0);
    const of = influences(a?.standardized[k] ?? none, b?.standardized[then] ?? none, r);
    const errors = pairErrors({ correlation: r, scale: Math.sqrt(product), paths }, of);
    return { paths, errors, of: from === undefined ? undefined : of };
  });
  const change = Float64Array.from(found, ({ paths }, k) => {
    const [before, after] = [found[k - 1]?.of?.correlation, found[k + 1]?.of?.correlation];
    const differences = after?.map((value, path) => value - (before?.[path] ?? Number.NaN));
    return (differences && scatterOf(differences, paths)) ?? Number.NaN;
  });
  return { errors: found.map(({ errors }) => errors), change };
}

/** A correlation is within ±1, but for rounding; infinite where nothing varies. */
function bounded(value: number): number {
  return Number.isFinite(value) ? Math.max(-1, Math.min(1, value)) : Number.NaN;
}

/** A period that an autocorrelation shows. */
export interface Period {
  /** The lag of its first peak. */
  readonly period: number;
  /** The peak's height: how much of the rhythm is left after one period. */
  readonly height: number;
  /** Standard errors of both, if they are known: of where the peak of so many paths lies, and how high it is. */
  readonly errors?: { readonly period: number; readonly height: number };
}

/** What an autocorrelation says of a period. */
export type Rhythm =
  | ({ readonly kind: "period" } & Period)
  /** It has none, or none that stands out of what so many paths leave to chance. */
  | { readonly kind: "none" }
  /** All paths are alike at the time from which it is taken, so that there is no correlation. */
  | { readonly kind: "undefined" }
  /** A period of so few logged times would be another's alias as well. */
  | { readonly kind: "coarse"; readonly spacing: number };

/** Logged times that a period has at the least. */
const LEAST_TIMES = 8;

/** Least height of a peak above the trough before it that is no noise. */
const LEAST_RISE = 0.1;
/** Standard deviations of chance that a peak stands above the trough before it, and above zero. */
const RISE_DEVIATIONS = 5;
const HEIGHT_DEVIATIONS = 3;

/** The period of a species from its autocorrelation; undefined if it shows none: see `rhythmOf`. */
export function periodOf(
  autocorrelation: Autocorrelation,
  times: Float64Array,
  paths?: number,
): Period | undefined {
  const rhythm = rhythmOf(autocorrelation, times, paths);
  return rhythm.kind === "period" ? rhythm : undefined;
}

/**
 * The rhythm of a species from its autocorrelation: the lag of the first peak after the first trough, by a
 * parabola through the three highest points, if it stands out of what so many paths leave to chance.
 *
 * @param paths that the autocorrelation is of; infinitely many by default.
 * @param fastest the drift's shortest period, of which logged times may miss none; none by default.
 */
export function rhythmOf(
  { from, correlation, errors }: Autocorrelation,
  times: Float64Array,
  paths: number = Number.POSITIVE_INFINITY,
  fastest: number = Number.POSITIVE_INFINITY,
): Rhythm {
  const none = { kind: "none" } as const;
  if (!Number.isFinite(correlation[from])) return { kind: "undefined" };
  const spacing = (times[from + 1] ?? Number.NaN) - (times[from] ?? Number.NaN);
  // Faster than every second logged time, it would look like another.
  if (fastest < 2 * spacing) return { kind: "coarse", spacing };
  // A correlation of independent values has a standard deviation of 1/√paths.
  const chance = 1 / Math.sqrt(paths);
  const leastRise = Math.max(LEAST_RISE, RISE_DEVIATIONS * chance);
  const at = (k: number): number => correlation[k] ?? Number.NaN;
  const start = times[from] ?? Number.NaN;
  let trough = at(from);
  for (let k = from + 1; k + 1 < correlation.length; k++) {
    trough = Math.min(trough, at(k));
    const peaks = at(k) >= at(k - 1) && at(k) > at(k + 1);
    if (!peaks || at(k) - trough < leastRise || trough > 0) continue;
    // The first peak is the period's, or there is none.
    if (at(k) < HEIGHT_DEVIATIONS * chance) return none;
    const curvature = at(k - 1) - 2 * at(k) + at(k + 1);
    const shift = (at(k - 1) - at(k + 1)) / (2 * curvature);
    const period = (times[k] ?? 0) + shift * spacing - start;
    if (period < LEAST_TIMES * spacing) return { kind: "coarse", spacing };
    return {
      kind: "period",
      period,
      height: at(k) - ((at(k - 1) - at(k + 1)) * shift) / 4,
      ...(errors && {
        errors: {
          period: Math.abs(((errors.change[k] ?? Number.NaN) * spacing) / (2 * curvature)),
          height: errors.correlation[k] ?? Number.NaN,
        },
      }),
    };
  }
  return none;
}
