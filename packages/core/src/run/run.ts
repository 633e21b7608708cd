import { DriftgraphError } from "../errors/error.ts";
import type { Simulation } from "../simulation/simulation.ts";
import type { SeriesSummary } from "../summary/series-summary.ts";
import type { Plan } from "./plan.ts";

/** Sample paths of all series: evenly spaced over the paths of the run. */
export interface SamplePaths {
  /** Absolute index of each sample path. */
  readonly paths: readonly number[];
  /** [series][sample path][logged time]. */
  readonly values: readonly (readonly Float64Array[])[];
}

/** All paths at all logged times: planes [logged time][series][path]. */
export interface Trajectories {
  readonly data: Float32Array | Float64Array;
  readonly shape: readonly [times: number, series: number, paths: number];
  readonly series: readonly string[];
}

/** The results of one sweep point; of the whole run, if nothing is swept. */
export interface Ensemble {
  /** The swept parameters' values at this point; empty without a sweep. */
  readonly point: Readonly<Record<string, number>>;
  /** All parameters' values, derived ones included. */
  readonly parameters: Readonly<Record<string, number>>;
  /** Paths whose results are in here: fewer than asked for, if the run was cancelled. */
  readonly paths: number;
  readonly series: readonly SeriesSummary[];
  readonly samples: SamplePaths;
  readonly trajectories: Trajectories | undefined;
  /** How often each species' positivity policy acted, up to each logged time. */
  readonly violations: Readonly<Record<string, Float64Array>>;
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

/** A finished or cancelled run. */
export interface Run {
  readonly plan: Plan;
  /** The built graph, and the optimized one that was run. */
  readonly built: Simulation;
  readonly optimized: Simulation;
  /** Logged times, in the model's unit. */
  readonly times: Float64Array;
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
}

/** A run that ended early, such as by a value that is not finite; holds what was computed. */
export class RunError extends DriftgraphError {
  readonly run: Run;

  constructor(cause: DriftgraphError, run: Run) {
    super(cause.code, cause.message, { cause });
    this.run = run;
  }
}
