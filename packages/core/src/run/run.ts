import { DriftgraphError, type NonFiniteError } from "../errors/error.ts";
import type { Optimized } from "../optimize/passes.ts";
import type { Refinement } from "../simulation/series.ts";
import type { Simulation } from "../simulation/simulation.ts";
import type { Correlations } from "../summary/correlation.ts";
import type { EventSummary } from "../summary/event-summary.ts";
import type { SeriesSummary } from "../summary/series-summary.ts";
import type { Plan } from "./plan.ts";

/** Sample paths of all series: evenly spaced over the paths of the run. */
export interface SamplePaths {
  /** Absolute index of each sample path. */
  readonly paths: readonly number[];
  /** [series][sample path][logged time]. */
  readonly values: readonly (readonly Float64Array[])[];
}

/** All paths at all logged times. */
export interface Trajectories {
  readonly times: number;
  readonly series: readonly string[];
  readonly paths: number;
  /** The values of all paths of a series at the k-th logged time: a view, valid until the run is disposed of. */
  plane(time: number, series: number): Float32Array | Float64Array;
}

/** Paths that were left out, since a value of theirs stopped being finite. */
export interface LostPaths {
  /** How many, up to each logged time. */
  readonly paths: Float64Array;
  /** The first of them: its index, and what went wrong at which step. */
  readonly first: NonFiniteError;
}

/** The results of one sweep point; of the whole run, if nothing is swept. */
export interface Ensemble {
  /** The swept parameters' values at this point; empty without a sweep. */
  readonly point: Readonly<Record<string, number>>;
  /** All parameters' values, derived ones included. */
  readonly parameters: Readonly<Record<string, number>>;
  /** Paths whose results are in here: fewer than asked for, if the run was cancelled. */
  readonly paths: number;
  /** Summaries of species, then of observables; none if they were not wanted. */
  readonly series: readonly SeriesSummary[];
  readonly samples: SamplePaths;
  readonly trajectories: Trajectories | undefined;
  /** How often each species' positivity policy acted, up to each logged time. */
  readonly violations: Readonly<Record<string, Float64Array>>;
  /** How steps adapted, if they did: see `SimulateOptions.adaptive`. */
  readonly refinement?: Refinement;
  /** The first path that was left out, if any was: see `SimulateOptions.nonFinite`. */
  readonly lost?: LostPaths;
  /** Covariances and autocorrelations; none if they were not wanted. */
  readonly correlations: Correlations;
  /** The model's events, in its order; none if they were not wanted. */
  readonly events: readonly EventSummary[];
}

/** The time of each phase, in milliseconds. */
export interface Timings {
  readonly build: number;
  readonly optimize: number;
  readonly compile: number;
  readonly instantiate: number;
  /** Short run of the first paths that finds ranges for histograms. */
  readonly pilot: number;
  readonly run: number;
  readonly summarize: number;
}

/** All that is known of a run before its first path. */
export interface Prepared {
  readonly plan: Plan;
  /** The graph as built, and the optimized one that is run. */
  readonly built: Simulation;
  readonly optimized: Simulation;
  /** What each pass did to the graph. */
  readonly optimization: Optimized;
  /** Logged times, in the model's unit. */
  readonly times: Float64Array;
  readonly timings: Pick<Timings, "build" | "optimize">;
}

/** A finished or cancelled run. */
export interface Run extends Prepared {
  /** One ensemble a sweep point. */
  readonly ensembles: readonly Ensemble[];
  readonly timings: Timings;
  /** What a user should know, in plain words. */
  readonly warnings: readonly string[];
  /** Whether it was ended by its signal; the ensembles hold what was computed until then. */
  readonly cancelled: boolean;
  /** Whether the kernel used fused multiply-add; part of what makes a run reproducible. */
  readonly fma: boolean;
  /** Threads really used. */
  readonly threads: number;
  /** What the backend's own library printed, if it prints anything. */
  readonly messages?: string;
  /**
   * Gives the memory of the trajectories back for later runs, which are then faster; they must not
   * be read any more. Never necessary.
   */
  readonly dispose: () => void;
}

/** A run that ended early, such as by a value that is not finite; holds what was computed. */
export class RunError extends DriftgraphError {
  /** What went wrong: its `place` and `hint` are also part of the message. */
  override readonly cause: DriftgraphError;
  readonly run: Run;

  constructor(cause: DriftgraphError, run: Run) {
    super(cause.code, cause.message);
    this.cause = cause;
    this.run = run;
  }
}
