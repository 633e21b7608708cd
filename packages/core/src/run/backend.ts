import type { DriftgraphError } from "../errors/error.ts";
import type { Simulation } from "../simulation/simulation.ts";
import type { Progress } from "./options.ts";
import type { Plan } from "./plan.ts";
import type { Ensemble, Timings } from "./run.ts";

/** What a backend is told beside the plan. */
export interface RunContext {
  /** Milliseconds from some origin; the core has no clock of its own. */
  readonly now: () => number;
  readonly signal: AbortSignal | undefined;
  readonly onProgress: ((progress: Progress) => void) | undefined;
}

/** A backend's results. */
export interface BackendResult {
  readonly ensembles: readonly Ensemble[];
  readonly timings: Pick<Timings, "compile" | "instantiate" | "pilot" | "run" | "summarize">;
  readonly cancelled: boolean;
  /** Why the run ended early, with what was computed until then. */
  readonly failure: DriftgraphError | undefined;
  readonly fma: boolean;
  readonly threads: number;
  /** What the backend's own library printed, if it prints anything. */
  readonly messages?: string;
  /** Gives kept memory back. */
  readonly dispose: () => void;
}

/** Runs an optimized simulation over all paths and sweep points of a plan. */
export type RunSimulation = (
  simulation: Simulation,
  plan: Plan,
  context: RunContext,
) => Promise<BackendResult>;

/** What runs simulations: one of ours by its name, or one of another package. */
export interface Backend {
  /** As logs and reports have it. */
  readonly name: string;
  /** Throws if it can't run this here; called before anything is run, or written to a log. */
  readonly check?: (simulation: Simulation, plan: Plan) => void;
  readonly run: RunSimulation;
  /**
   * Paths that are computed together from the run's first one on; 1 if not given. A path has the same bits
   * in any run in which its group is as large and it has the same place there.
   */
  readonly group?: number;
}
