import type { Range } from "../summary/bins.ts";
import type { Backend } from "./backend.ts";
import type { BackendName, DType } from "./dtype.ts";
import type { Prepared, Run } from "./run.ts";

/** Values of one parameter for a sweep. */
export type SweepValues = readonly number[];

/** What to keep beside summaries. */
export interface SaveOptions {
  /** Keep every path at the logged times, in memory. */
  readonly trajectories?: boolean;
}

/** What error a step may make before it is halved. */
export interface AdaptiveOptions {
  /** As a share of a species' value; 1e-3 by default. */
  readonly rtol?: number;
  /** Beside that, in the species' unit; 1e-4 by default. */
  readonly atol?: number;
  /** How often a step may be halved, at most 12; 6 by default: the shortest one is dt/64. */
  readonly halvings?: number;
}

/** How far a run is. */
export interface Progress {
  readonly pathsDone: number;
  readonly pathsTotal: number;
  /** Path-steps per second so far. */
  readonly rate: number;
  /** Seconds left at this rate. */
  readonly secondsLeft: number;
}

/** How `simulate` runs a model; everything has a default. */
export interface SimulateOptions {
  /** Number of paths, for each sweep point; the model's typical number by default. */
  readonly paths?: number;
  /** End time, in the model's unit. */
  readonly tEnd?: number;
  /** Step size, in the model's unit; must divide `tEnd`. */
  readonly dt?: number;
  /** Time between logged times; a multiple of `dt`; every step by default. */
  readonly every?: number;
  /** Scheme's name; chosen from the proved noise structure by default. */
  readonly scheme?: string;
  /**
   * Whether steps adapt, path by path, to an estimate of their error; false by default. `dt` is then the
   * longest step, and steps are halved where they must. For schemes with an embedded error estimate.
   */
  readonly adaptive?: boolean | AdaptiveOptions;
  /** 64-bit seed of the noise: a non-negative integer; 0 by default. */
  readonly seed?: number | bigint;
  /** Parameters that differ from the model's defaults. */
  readonly parameters?: Readonly<Record<string, number>>;
  /** Initial values that differ from the model's. */
  readonly initial?: Readonly<Record<string, number>>;
  /** Parameters to sweep; several make their Cartesian product. */
  readonly sweep?: Readonly<Record<string, SweepValues>>;
  readonly dtype?: DType;
  /** What runs the graph; `wasm` by default. Other packages bring others. */
  readonly backend?: BackendName | Backend;
  /** Worker threads; 0 picks by the size of the run. */
  readonly threads?: number;
  /** Index of the first path: path i of a run is the same whatever is run with it. */
  readonly firstPath?: number;
  /** Number of evenly spaced sample paths to keep; 100 by default. */
  readonly samplePaths?: number;
  /** Histogram bins (at most 1024; 128 by default) and fixed ranges by series. */
  readonly bins?: number;
  readonly ranges?: Readonly<Record<string, Range>>;
  /**
   * Whether moments and histograms are taken of every series; true by default. Without them only
   * sample paths and trajectories are kept.
   */
  readonly summaries?: boolean;
  /**
   * What happens when a value of a path stops being finite: the run fails and names it (default), or
   * the path is left out from then on, counted, and the run goes on.
   */
  readonly nonFinite?: "fail" | "count";
  /** Whether covariances between species are taken; false by default. */
  readonly covariances?: boolean;
  /**
   * Takes each species' autocorrelation from this time on: how it goes with what it was then. A
   * logged time before the end; a period shows as a peak.
   */
  readonly autocorrelation?: number;
  readonly save?: SaveOptions;
  /** `relaxed-simd` fused multiply-add: used where the engine has it, unless false. */
  readonly fma?: boolean;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
  /**
   * Called with the results of a run's first paths, of a run that takes long: there is something to look at then while
   * the others are computed. They cost about a sixty-fourth of the run; what it gives in the end doesn't depend on it.
   */
  readonly onPreview?: (preview: Run) => void;
  /** Called once the plan and the graphs are known, before the first path. */
  readonly onStart?: (prepared: Prepared) => void;
}
