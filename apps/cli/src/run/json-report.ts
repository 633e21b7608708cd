import type { Run } from "@driftgraph/core";
import type { LogTimings } from "./logged-run.ts";
import { type Statistics, statisticsAt } from "./statistics.ts";

/** What `driftgraph run --json` prints. */
export interface JsonReport {
  /** The run's folder. */
  readonly run: string;
  readonly model: string;
  readonly scheme: string;
  /** The orders that are proved here; null where none is. */
  readonly order: { readonly strong: number | null; readonly weak: number | null };
  readonly dtype: string;
  readonly backend: string;
  readonly threads: number;
  /** A string where a JSON number would lose digits. */
  readonly seed: number | string;
  readonly paths: number;
  readonly steps: number;
  readonly dt: number;
  readonly tEnd: number;
  /** Milliseconds of each phase. */
  readonly timings: Readonly<Record<string, number>>;
  /** Of every logged step and series; of every sweep point too, whose values are in `point`. */
  readonly statistics: readonly (Statistics & {
    readonly point?: Readonly<Record<string, number>>;
  })[];
}

/** The JSON form of a run's results. */
export function jsonReport(run: Run, folder: string, log: LogTimings): JsonReport {
  const { plan, optimized } = run;
  return {
    run: folder,
    model: plan.model.name,
    scheme: plan.scheme.name,
    order: { strong: optimized.order.strong ?? null, weak: optimized.order.weak ?? null },
    dtype: plan.dtype,
    backend: plan.backend,
    threads: run.threads,
    seed: plan.seed <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(plan.seed) : String(plan.seed),
    paths: plan.paths,
    steps: plan.steps,
    dt: plan.dt,
    tEnd: plan.tEnd,
    timings: { ...run.timings, ...log },
    statistics: allStatistics(run),
  };
}

function allStatistics(run: Run): JsonReport["statistics"] {
  return run.ensembles.flatMap((ensemble) => {
    const swept = Object.keys(ensemble.point).length > 0;
    return Array.from(run.times, (_, k) => statisticsAt(run, ensemble, k))
      .flat()
      .map((row) => (swept ? { ...row, point: ensemble.point } : row));
  });
}
