import {
  type Ensemble,
  type MultilevelEstimate,
  orderLimits,
  provedOrder,
  type Run,
} from "@driftgraph/core";
import {
  type AutocorrelationResult,
  autocorrelationResults,
  type CorrelationResult,
  correlationResults,
  type PeriodResult,
  periodResults,
} from "./correlation-report.ts";
import { type EventResult, eventResults } from "./event-report.ts";
import type { LogTimings } from "./logged-run.ts";
import { type CertifiedError, certifiedErrors, type Precision } from "./precision-report.ts";
import { type Statistics, statisticsAt } from "./statistics.ts";

/** What `driftgraph run --json` prints. */
export interface JsonReport {
  /** The run's folder. */
  readonly run: string;
  readonly model: string;
  readonly scheme: string;
  /** The orders that are proved here; null where none is, as where paths were clipped or stopped. */
  readonly order: { readonly strong: number | null; readonly weak: number | null };
  readonly dtype: string;
  readonly backend: string;
  readonly threads: number;
  /** A string where a JSON number would lose digits. */
  readonly seed: number | string;
  readonly paths: number;
  /** Where Ctrl-C ended the run: the paths that the results are of, over all sweep points. */
  readonly cancelled?: { readonly pathsDone: number };
  readonly steps: number;
  readonly dt: number;
  readonly tEnd: number;
  /** Milliseconds of each phase. */
  readonly timings: Readonly<Record<string, number>>;
  /** Of every logged step and series; of every sweep point too, whose values are in `point`. */
  readonly statistics: readonly (Statistics & {
    readonly point?: Readonly<Record<string, number>>;
  })[];
  /** How often positivity policies acted over the whole run; of species that have one. */
  readonly violations: readonly {
    readonly species: string;
    readonly policy: string;
    readonly count: number;
    readonly point?: Readonly<Record<string, number>>;
  }[];
  /** With `--adaptive`: what error a step may make, in parts how short. */
  readonly tolerance?: { readonly rtol: number; readonly atol: number; readonly halvings: number };
  /** With `--adaptive`: steps taken by a path, on average; steps that were halved, and those too inaccurate even then, of all paths. */
  readonly refinement?: readonly {
    readonly taken: number;
    readonly halved: number;
    readonly forced: number;
    readonly point?: Readonly<Record<string, number>>;
  }[];
  /** With `--covariance`: at the end; of every sweep point too. */
  readonly correlations?: readonly (CorrelationResult & {
    readonly point?: Readonly<Record<string, number>>;
  })[];
  /** With `--autocorrelation`: of every sweep point too. */
  readonly periods?: readonly (PeriodResult & {
    readonly point?: Readonly<Record<string, number>>;
  })[];
  /** Likewise, at all logged times. */
  readonly autocorrelations?: readonly (AutocorrelationResult & {
    readonly point?: Readonly<Record<string, number>>;
  })[];
  /** With `--certify`: what the results at the end are worth; of every sweep point too. */
  readonly errors?: readonly (CertifiedError & {
    readonly point?: Readonly<Record<string, number>>;
  })[];
  /** With `--until`: paths of each batch, the last one that of the run. */
  readonly batches?: readonly number[];
  /** With `--until`: which estimator met the target, and why that one. */
  readonly estimator?: { readonly name: "plain" | "multilevel"; readonly reason: string };
  /** With `--until`, where multilevel Monte Carlo met the target. */
  readonly multilevel?: Omit<MultilevelEstimate, "target"> & { readonly target: string };
  /** What a user should know, in plain words. */
  readonly warnings: readonly string[];
  /** What became of the model's events by the end; of every sweep point too. */
  readonly events: readonly (EventResult & {
    readonly point?: Readonly<Record<string, number>>;
  })[];
}

/** The JSON form of a run's results. */
export function jsonReport(
  run: Run,
  folder: string,
  log: LogTimings,
  { certificates, precise }: Precision = { certificates: [], precise: undefined },
): JsonReport {
  const { plan, optimized } = run;
  const order = provedOrder(optimized.order, orderLimits(plan.model, run.ensembles));
  return {
    run: folder,
    model: plan.model.name,
    scheme: plan.scheme.name,
    order: { strong: order.strong ?? null, weak: order.weak ?? null },
    dtype: plan.dtype,
    backend: plan.backend,
    threads: run.threads,
    seed: plan.seed <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(plan.seed) : String(plan.seed),
    paths: plan.paths,
    ...(run.cancelled && {
      cancelled: { pathsDone: run.ensembles.reduce((sum, { paths }) => sum + paths, 0) },
    }),
    steps: plan.steps,
    dt: plan.dt,
    tEnd: plan.tEnd,
    timings: { ...run.timings, ...log },
    statistics: allStatistics(run),
    warnings: run.warnings,
    violations: ofAll(run, violationsOf),
    ...(plan.tolerance && {
      tolerance: plan.tolerance,
      refinement: ofAll(run, (_, { refinement }) => [
        {
          taken: refinement?.taken.at(-1) ?? 0,
          halved: refinement?.halved.at(-1) ?? 0,
          forced: refinement?.forced.at(-1) ?? 0,
        },
      ]),
    }),
    ...(plan.covariances && { correlations: ofAll(run, correlationResults) }),
    ...(plan.autocorrelation !== undefined && {
      periods: ofAll(run, periodResults),
      autocorrelations: ofAll(run, autocorrelationResults),
    }),
    ...(certificates.length > 0 && {
      errors: certificates.flatMap((certificate, i) => {
        const ensemble = run.ensembles[i];
        const rows = certifiedErrors(run, certificate);
        return ensemble ? rows.map((row) => withPoint(row, ensemble)) : rows;
      }),
    }),
    ...(precise && {
      batches: precise.batches,
      estimator: { name: precise.multilevel ? "multilevel" : "plain", reason: precise.reason },
    }),
    ...(precise?.multilevel && {
      multilevel: { ...precise.multilevel, target: precise.multilevel.target.text },
    }),
    events: ofAll(run, eventResults),
  };
}

function violationsOf({ plan }: Run, { violations }: Ensemble) {
  return Object.entries(violations).map(([species, counts]) => ({
    species,
    policy: plan.model.species.find(({ name }) => name === species)?.positivity ?? "allow",
    count: counts.at(-1) ?? 0,
  }));
}

/** Rows of every ensemble. */
function ofAll<Row extends object>(
  run: Run,
  rows: (run: Run, ensemble: Ensemble) => readonly Row[],
): (Row & { readonly point?: Readonly<Record<string, number>> })[] {
  return run.ensembles.flatMap((ensemble) =>
    rows(run, ensemble).map((row) => withPoint(row, ensemble)),
  );
}

function allStatistics(run: Run): JsonReport["statistics"] {
  return run.ensembles.flatMap((ensemble) =>
    Array.from(run.times, (_, k) => statisticsAt(run, ensemble, k))
      .flat()
      .map((row) => withPoint(row, ensemble)),
  );
}

/** A row, with the sweep's point that it belongs to. */
function withPoint<Row extends object>(
  row: Row,
  { point }: Ensemble,
): Row & { readonly point?: Readonly<Record<string, number>> } {
  return Object.keys(point).length > 0 ? { ...row, point } : row;
}
