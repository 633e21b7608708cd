import type { Tolerance } from "../simulation/adaptive.ts";

/** Errors of one quantity at each logged time, as half-widths or values in the quantity's unit. */
export interface ErrorColumns {
  /** By how much the discretization shifts it: extrapolated from dt and dt/2 by the weak order. */
  readonly weak: Float64Array;
  /** Half-width of the 95 % confidence interval of `weak`. */
  readonly weakError: Float64Array;
  /** Half-width of the 95 % confidence interval of the run's own value, from its number of paths. */
  readonly sampling: Float64Array;
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
  /** Root of the mean square of what a path is off, bounded from dt and dt/2 by the strong order. */
  readonly strong: Float64Array;
  readonly strongError: Float64Array;
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
  readonly share: ErrorColumns;
}

/**
 * What the step size costs, measured: a part of the paths was run at dt and at dt/2 along the same
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
