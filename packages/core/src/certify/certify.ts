import { DriftgraphError } from "../errors/error.ts";
import { orderLimits, provedOrder } from "../run/order-limits.ts";
import type { Plan } from "../run/plan.ts";
import type { Ensemble, Prepared } from "../run/run.ts";
import { adaptivePairs, mostPathsOf, referenceTolerance } from "./adaptive-pairs.ts";
import { BATCHES, type Batch } from "./batch-statistics.ts";
import type { Certificate } from "./certificate.ts";
import { dividedPairs, type Reference } from "./divided-pairs.ts";
import { certifyEvent } from "./event-certificate.ts";
import { summariesOnly } from "./pairs.ts";
import { quantileBins } from "./quantile-errors.ts";
import { type RoundedBatch, roundedPairs } from "./rounding.ts";
import { certifySeries } from "./series-certificate.ts";

/** The share of a run's paths that is run again, coupled, and its bounds. */
const SHARE = 0.1;
const LEAST_PATHS = 4096;
const MOST_PATHS = 65_536;
/** Paths of a batch where all are alike, as without noise. */
const ALIKE = 2;
/** Paths of a batch that are run in both precisions: what rounding does to a path differs little between them. */
const ROUNDED_PATHS = 256;
/** Bins of histograms that nobody looks at. */
const LEAST_BINS = 2;
/** Keeps the coupled run's noise apart from the run's own. */
const SEED_STEP = 0x9e3779b97f4a7c15n;

/** How an ensemble is certified. */
export interface CertifyOptions {
  /** Of the coupled run; a tenth of the run's by default, from 4,096 to 65,536, or 32 where all are alike. */
  readonly paths?: number;
  /**
   * Compares with a scheme at dt/2^halvings instead of the run's own at dt/2 and dt/4: where its error can be
   * neglected, errors are as they are, without extrapolation.
   */
  readonly reference?: Reference;
  readonly signal?: AbortSignal;
}

/**
 * Measures what the step size costs an ensemble: its strong and weak errors, apart from its sampling
 * error.
 *
 * Some paths are run at dt, dt/2 and dt/4 along the same Brownian paths, in double precision and with noise of their
 * own. What differs between these is extrapolated to dt → 0 by the scheme's orders (see `weakError`); how far batches of
 * paths scatter gives the errors of that, and so does what doesn't shrink as these orders foretell. Of an event that
 * hardly any path sees otherwise the error is at least what that many paths can rule out. Of a run in single precision
 * some paths are run in both, along the same noise, for what rounding does.
 *
 * Steps that adapt are compared with steps of a sixteenth of their tolerance, which are about a quarter as long
 * and never longer than dt/4: what the two differ by is the error, but for the reference's own, a small part of
 * it.
 *
 * @throws DriftgraphError `unsupported` for steps that adapt with more than 10 halvings.
 */
export async function certify(
  { plan, built, times }: Prepared,
  ensemble: Ensemble,
  { paths, reference, signal }: CertifyOptions = {},
): Promise<Certificate> {
  const tolerance = plan.tolerance && referenceTolerance(plan.tolerance);
  if (tolerance && reference) {
    throw new DriftgraphError(
      "unsupported",
      "steps that adapt are certified by steps of the same scheme, no other reference",
    );
  }
  const bins = quantileBins(plan.steps / plan.every + 1, 3 * built.series.length);
  const run = tolerance
    ? adaptivePairs(plan, tolerance, signal)
    : dividedPairs(plan, built, { histograms: bins !== undefined, reference, signal });
  const runRounded = roundedPairs(plan, signal);
  const wanted = Math.ceil((paths ?? defaultPaths(plan, ensemble)) / BATCHES);
  const perBatch = tolerance ? Math.min(wanted, mostPathsOf(plan)) : wanted;
  const batches: Batch[] = [];
  const rounded: RoundedBatch[] = [];
  for (let batch = 0; batch < BATCHES && !signal?.aborted; batch++) {
    const part = batchPlan(plan, ensemble.point, batch * perBatch, perBatch);
    const pairs = await run({ ...part, bins: bins ?? LEAST_BINS });
    if (pairs) batches.push(pairs);
    const few = Math.min(perBatch, ROUNDED_PATHS);
    const both = await runRounded?.({ ...part, paths: few, bins: LEAST_BINS });
    if (both) rounded.push(both);
  }
  const isMeasured = reference !== undefined || tolerance !== undefined;
  const proved = isMeasured
    ? MEASURED
    : provedOrder(built.order, orderLimits(plan.model, [ensemble]));
  const { strong = LEAST_ORDER, weak = LEAST_ORDER } = proved;
  const order = { strong, weak };
  const measured = { batches, rounded, order, isProved: proved.strong !== undefined };
  return {
    paths: perBatch * batches.length,
    lost: batches.reduce((sum, { lost }) => sum + lost, 0),
    order,
    ...(tolerance && { tolerance }),
    series: built.series.map((name) => {
      const own = ensemble.series.find((of) => of.name === name);
      return certifySeries(name, own, measured, bins !== undefined);
    }),
    events: ensemble.events.map((event) => certifyEvent(event, batches, order.weak, times)),
  };
}

/** Errors are those against the reference as they are. */
const MEASURED = { strong: Number.POSITIVE_INFINITY, weak: Number.POSITIVE_INFINITY } as const;
/** What any scheme has: taken where no order is proved. */
const LEAST_ORDER = 0.5;

function defaultPaths({ paths }: Plan, { series }: Ensemble): number {
  const alike = series.every(({ variance }) => variance.every((value) => value === 0));
  if (alike && paths > 1) return ALIKE * BATCHES;
  return Math.min(Math.max(LEAST_PATHS, Math.ceil(SHARE * paths)), MOST_PATHS);
}

function batchPlan(
  plan: Plan,
  point: Readonly<Record<string, number>>,
  firstPath: number,
  paths: number,
): Omit<Plan, "bins"> {
  return {
    ...summariesOnly(plan),
    seed: BigInt.asUintN(64, plan.seed + SEED_STEP),
    points: [point],
    paths,
    firstPath,
    dtype: "float64",
  };
}
