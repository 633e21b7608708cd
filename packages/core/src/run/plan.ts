import type { Model } from "../model/model.ts";
import type { Scheme } from "../schemes/scheme.ts";
import type { Tolerance } from "../simulation/adaptive.ts";
import type { Range } from "../summary/bins.ts";
import type { DType } from "./dtype.ts";

/** A run, fully decided: every option checked and every default filled in. */
export interface Plan {
  readonly model: Model;
  readonly scheme: Scheme;
  /** What error a step may make before it is halved; undefined if all steps are of one size. */
  readonly tolerance: Tolerance | undefined;
  readonly paths: number;
  readonly firstPath: number;
  readonly steps: number;
  readonly dt: number;
  readonly tEnd: number;
  /** Steps from one logged time to the next; divides `steps`. */
  readonly every: number;
  readonly seed: bigint;
  /** Values of parameters set by the user, by name. */
  readonly given: ReadonlyMap<string, number>;
  /** Initial values set by the user, by species; the model has them already. */
  readonly initial: ReadonlyMap<string, number>;
  /** The points of the sweep: each gives values to the same parameters; one empty point without. */
  readonly points: readonly Readonly<Record<string, number>>[];
  readonly dtype: DType;
  /** The name of what runs it. */
  readonly backend: string;
  /** 0: picked by the size of the run. */
  readonly threads: number;
  readonly samplePaths: number;
  readonly bins: number;
  readonly ranges: ReadonlyMap<string, Range>;
  /** Whether moments and histograms are taken. */
  readonly summaries: boolean;
  /** Whether a value that isn't finite ends the run, or its path is left out and counted. */
  readonly nonFinite: "fail" | "count";
  readonly covariances: boolean;
  /** Index of the logged time from which autocorrelations are taken; undefined if none are. */
  readonly autocorrelation: number | undefined;
  readonly trajectories: boolean;
  readonly fma: boolean | undefined;
}
