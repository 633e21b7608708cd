import type { Ensemble, Run, Timings } from "../run/run.ts";
import { warningsOf } from "../run/warnings.ts";

/** Milliseconds that went into estimates beside the run. */
export interface FurtherTimings {
  /** Into levels, with `--until`. */
  readonly multilevel?: number;
  /** Into pairs of paths, with `--certify`. */
  readonly certify?: number;
}

/** How a run ended: the document `driftgraph/result`. */
export interface ResultRecord {
  readonly status: "finished" | "cancelled" | "failed";
  /** Why it failed. */
  readonly error?: string;
  /** Paths whose results are in the log; fewer than asked for, if the run ended early. */
  readonly paths: number;
  /** Milliseconds of each phase, over all batches if there were several; `log` until this record. */
  readonly timings: Partial<Timings> & FurtherTimings & { readonly log: number };
  readonly threads?: number;
  /** Whether products and sums were contracted; part of what makes a run reproducible. */
  readonly fma?: boolean;
  readonly warnings: readonly string[];
}

/** The record of a run's end. */
export function resultRecord(
  run: Run | undefined,
  failure: unknown,
  timings: ResultRecord["timings"],
): ResultRecord {
  const failed = failure !== undefined;
  return {
    status: failed ? "failed" : run === undefined || run.cancelled ? "cancelled" : "finished",
    ...(failed && { error: failure instanceof Error ? failure.message : String(failure) }),
    paths: run?.ensembles.reduce((sum, { paths }) => sum + paths, 0) ?? 0,
    timings,
    ...(run && { threads: run.threads, fma: run.fma }),
    warnings: run?.warnings ?? [],
  };
}

/** The record of the end of a sweep's point, whose log can be read alone. @param log milliseconds that went into logs so far. */
export function pointResult(run: Run, ensemble: Ensemble, log: number): ResultRecord {
  return {
    status: ensemble.paths < run.plan.paths ? "cancelled" : "finished",
    paths: ensemble.paths,
    timings: { log },
    threads: run.threads,
    fma: run.fma,
    warnings: warningsOf(run.plan, [ensemble]),
  };
}
