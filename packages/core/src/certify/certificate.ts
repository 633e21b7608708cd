import type { Tolerance } from "../simulation/adaptive.ts";

/** Errors of one quantity at each logged time, as half-widths or values in the quantity's unit. */
export interface ErrorColumns {
  /** By how much the discretization shifts it: extrapolated from dt, dt/2 and dt/4 by the weak order. */
  readonly weak: Float64Array;
  /**
   * Half-width of the 95 % confidence interval of `weak`: as far as the coupled paths leave it open, and the order that
   * they show.
   */
  readonly weakError: Float64Array;
  /** Half-width of the 95 % confidence interval of the run's own value, from its number of paths. */
  readonly sampling: Float64Array;
  /** Of means and standard deviations in single precision: by how much that shifts them. */
  readonly rounding?: Float64Array;
  /** Half-width of the 95 % confidence interval of `rounding`. */
  readonly roundingError?: Float64Array;
}

/** What a quantile of a series is worth. */
export interface QuantileCertificate extends ErrorColumns {
  /** As logs and reports call it: `q05`, `q25`, `q50`, `q75` or `q95`. */
  readonly name: string;
  readonly p: number;
}

/** What the numbers of a species or observable are worth. */
export interface SeriesCertificate {
  readonly name: string;
  /** Root of the mean square of what a path is off, extrapolated from dt, dt/2 and dt/4 by the strong order. */
  readonly strong: Float64Array;
  /** Half-width of the 95 % confidence interval of `strong`. */
  readonly strongError: Float64Array;
  /** The strong order that is measured between dt and dt/2; NaN where paths don't differ, or there is no dt/4. */
  readonly strongOrder: Float64Array;
  /** Half-width of the 95 % confidence interval of `strongOrder`. */
  readonly strongOrderError: Float64Array;
  readonly mean: ErrorColumns;
  readonly sd: ErrorColumns;
  /** Rising; none if there are too many logged times to keep histograms of the coupled run. */
  readonly quantiles: readonly QuantileCertificate[];
}

/** What the share of an event is worth. */
export interface EventCertificate {
  readonly name: string;
  /** Paths on which the event holds at dt or at dt/2 alone: whose fate the step size decides. */
  readonly flipped: Float64Array;
  /** Of the share of paths on which it holds. */
  readonly share: ErrorColumns;
  /**
   * Of the share of paths that have reached it; not of steps that adapt. It is watched at the ends of steps, and what is
   * missed between them is a part of `weak`.
   */
  readonly reached?: ErrorColumns;
  /** Of the mean first passage time of these paths. */
  readonly passage?: ErrorColumns;
}

/**
 * What the step size costs, measured: a part of the paths was run at dt, dt/2 and dt/4 along the same
 * Brownian paths, in double precision.
 */
export interface Certificate {
  /** Paths of the coupled run. */
  readonly paths: number;
  /** Paths of it that were left out, since a value stopped being finite. */
  readonly lost: number;
  /**
   * Orders that the errors were extrapolated by; those of the scheme, or the least that any has.
   * Infinite if they were taken against a reference as they are, as those of steps that adapt.
   */
  readonly order: { readonly strong: number; readonly weak: number };
  /** Of steps that adapt: the stricter tolerance that they were compared with, instead of dt/2. */
  readonly tolerance?: Tolerance;
  readonly series: readonly SeriesCertificate[];
  readonly events: readonly EventCertificate[];
}
