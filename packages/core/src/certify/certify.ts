import { platform } from "#platform";
import { roughFormulas } from "../analysis/rough-formulas.ts";
import { DriftgraphError } from "../errors/error.ts";
import type { Plan } from "../run/plan.ts";
import type { Ensemble, Prepared } from "../run/run.ts";
import { wasmBackend } from "../run/wasm-backend.ts";
import { findScheme, orderOf } from "../schemes/registry.ts";
import type { Scheme } from "../schemes/scheme.ts";
import { type CoupledNames, coupledNames } from "../simulation/coupled.ts";
import { LARGEST } from "../simulation/lost.ts";
import type { Simulation } from "../simulation/simulation.ts";
import type { EventSummary } from "../summary/event-summary.ts";
import type { SeriesSummary } from "../summary/series-summary.ts";
import { wilsonInterval, Z95 } from "../summary/wilson.ts";
import { adaptivePairs, mostPathsOf, referenceTolerance } from "./adaptive-pairs.ts";
import { BATCHES, type Batch, overBatches } from "./batch-statistics.ts";
import type {
  Certificate,
  ErrorColumns,
  EventCertificate,
  SeriesCertificate,
} from "./certificate.ts";
import { pairedPaths, summariesOnly } from "./pairs.ts";
import { certifyQuantiles, quantileBins } from "./quantile-errors.ts";

/** The share of a run's paths that is run again, coupled, and its bounds. */
const SHARE = 0.1;
const LEAST_PATHS = 4096;
const MOST_PATHS = 65_536;
/** Bins of histograms that nobody looks at. */
const LEAST_BINS = 2;
/** What any scheme has: taken where no order is proved. */
const LEAST_ORDER = 0.5;
/** Keeps the coupled run's noise apart from the run's own. */
const SEED_STEP = 0x9e3779b97f4a7c15n;

/** How an ensemble is certified. */
export interface CertifyOptions {
  /** Of the coupled run; a tenth of the run's by default, from 4,096 to 65,536. */
  readonly paths?: number;
  /**
   * Compares with a scheme at dt/2^halvings instead of the run's own at dt/2: where its error can be
   * neglected, errors are as they are, without extrapolation.
   */
  readonly reference?: { readonly scheme: string; readonly halvings: number };
  readonly signal?: AbortSignal;
}

/**
 * Measures what the step size costs an ensemble: its strong and weak errors, apart from its sampling
 * error.
 *
 * Some paths are run at dt and at dt/2 along the same Brownian paths, in double precision and with
 * noise of their own. What differs between the two is extrapolated to dt → 0 by the scheme's orders;
 * how far batches of paths scatter gives the errors of that. Of an event that hardly any path sees otherwise
 * the error is at least what that many paths can rule out.
 *
 * Steps that adapt are compared with steps of a sixteenth of their tolerance, which are about a quarter as long
 * and never longer than dt/4: what the two differ by is the error, but for the reference's own, a small part of
 * it.
 *
 * @throws DriftgraphError `unsupported` for steps that adapt with more than 10 halvings.
 */
export async function certify(
  { plan, built }: Prepared,
  ensemble: Ensemble,
  { paths = defaultPaths(plan), reference, signal }: CertifyOptions = {},
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
  const wanted = Math.ceil(paths / BATCHES);
  const perBatch = tolerance ? Math.min(wanted, mostPathsOf(plan)) : wanted;
  const batches: Batch[] = [];
  for (let batch = 0; batch < BATCHES && !signal?.aborted; batch++) {
    const part = batchPlan(plan, ensemble.point, batch * perBatch, perBatch);
    const pairs = await run({ ...part, bins: bins ?? LEAST_BINS });
    if (pairs) batches.push(pairs);
  }
  const isMeasured = reference !== undefined || tolerance !== undefined;
  const order = isMeasured ? MEASURED : ordersOf(plan, built, ensemble);
  return {
    paths: perBatch * batches.length,
    lost: batches.reduce((sum, { lost }) => sum + lost, 0),
    order,
    ...(tolerance && { tolerance }),
    series: built.series.map((name) =>
      certifySeries(
        name,
        batches,
        ensemble.series.find((of) => of.name === name),
        order,
        bins !== undefined,
      ),
    ),
    events: ensemble.events.map((event) => certifyEvent(event, batches, order.weak)),
  };
}

/** Errors are those against the reference as they are. */
const MEASURED = { strong: Number.POSITIVE_INFINITY, weak: Number.POSITIVE_INFINITY } as const;

/**
 * The orders by which errors are extrapolated: those that are proved. Where coefficients aren't smooth, or paths were
 * clipped or stopped at zero, none is, and the least of any scheme is taken, which bounds the error from above.
 *
 * E. Gobet, Stoch. Proc. Appl. 87 (2000) 167–197: order ½ of a path that is stopped at the first step beyond.
 */
function ordersOf(
  { model }: Plan,
  { order }: Prepared["built"],
  { parameters, violations }: Ensemble,
): { readonly strong: number; readonly weak: number } {
  const acted = model.species.some(
    ({ name, positivity }) =>
      (positivity === "clip" || positivity === "stop") && (violations[name]?.at(-1) ?? 0) > 0,
  );
  const isSmooth = roughFormulas(model, new Map(Object.entries(parameters))).length === 0;
  if (acted || !isSmooth) return { strong: LEAST_ORDER, weak: LEAST_ORDER };
  return { strong: order.strong ?? LEAST_ORDER, weak: order.weak ?? LEAST_ORDER };
}

interface DividedOptions {
  readonly histograms: boolean;
  readonly reference: CertifyOptions["reference"] | undefined;
  readonly signal: AbortSignal | undefined;
}

/** Runs batches of pairs in steps of two sizes, both paths in one kernel. */
function dividedPairs(
  plan: Plan,
  built: Simulation,
  { histograms, reference, signal }: DividedOptions,
): (part: Plan) => Promise<Batch | undefined> {
  const coupled = pairedPaths(plan, built, {
    histograms,
    limit: LARGEST.float64,
    ...(reference && {
      reference: referenceScheme(built, reference.scheme),
      parts: 2 ** reference.halvings,
    }),
  });
  return async (part) => {
    const context = { now: platform.now, signal, onProgress: undefined };
    const { ensembles } = await wasmBackend(coupled, part, context);
    const [ensemble] = ensembles;
    return ensemble && { ...ensemble, lost: ensemble.lost?.paths.at(-1) ?? 0 };
  };
}

/** The scheme of a name, if it applies to the noise of what is certified. */
function referenceScheme({ noise }: Simulation, name: string): Scheme {
  const scheme = findScheme(name);
  orderOf(scheme, noise);
  return scheme;
}

function defaultPaths({ paths }: Plan): number {
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

/** The factor that makes of the difference between dt and dt/2 what dt is off: 1/(1 − 2^−p). */
function extrapolation(order: number): number {
  return 1 / (1 - 2 ** -order);
}

function certifySeries(
  name: string,
  batches: readonly Batch[],
  own: SeriesSummary | undefined,
  order: Certificate["order"],
  withQuantiles: boolean,
): SeriesCertificate {
  const names = coupledNames(name);
  const times = batches[0]?.series[0]?.mean.length ?? 0;
  const find = (batch: Batch, which: keyof CoupledNames): SeriesSummary | undefined =>
    batch.series.find((series) => series.name === names[which]);
  const at = (batch: Batch, which: keyof CoupledNames, k: number, of: "mean" | "variance") =>
    find(batch, which)?.[of][k] ?? Number.NaN;
  const strong = columns(times, (k) => {
    const squares = overBatches(
      batches.map((batch) => {
        const { mean, variance } = {
          mean: at(batch, "difference", k, "mean"),
          variance: at(batch, "difference", k, "variance"),
        };
        return variance + mean * mean;
      }),
    );
    const factor = extrapolation(order.strong);
    const root = Math.sqrt(squares.value);
    return { value: factor * root, error: root > 0 ? (factor * squares.error) / (2 * root) : 0 };
  });
  const weak = (statistic: (batch: Batch, k: number) => number) =>
    columns(times, (k) =>
      scaled(overBatches(batches.map((batch) => statistic(batch, k))), order.weak),
    );
  const mean = weak((batch, k) => at(batch, "difference", k, "mean"));
  const sd = weak(
    (batch, k) =>
      Math.sqrt(at(batch, "coarse", k, "variance")) - Math.sqrt(at(batch, "fine", k, "variance")),
  );
  return {
    name,
    strong: strong.values,
    strongError: strong.errors,
    mean: { weak: mean.values, weakError: mean.errors, sampling: samplingOfMean(own, times) },
    sd: {
      weak: sd.values,
      weakError: sd.errors,
      sampling: samplingOfSd(own, batches, find, times),
    },
    quantiles: withQuantiles
      ? certifyQuantiles(name, batches, own, (difference) => scaled(difference, order.weak))
      : [],
  };
}

function scaled({ value, error }: { value: number; error: number }, order: number) {
  const factor = extrapolation(order);
  return { value: factor * value, error: factor * error };
}

function columns(
  times: number,
  estimate: (k: number) => { readonly value: number; readonly error: number },
): { values: Float64Array; errors: Float64Array } {
  const all = Array.from({ length: times }, (_, k) => estimate(k));
  return {
    values: Float64Array.from(all, ({ value }) => value),
    errors: Float64Array.from(all, ({ error }) => error),
  };
}

function samplingOfMean(own: SeriesSummary | undefined, times: number): Float64Array {
  return Float64Array.from({ length: times }, (_, k) => {
    const [variance, count] = [own?.variance[k] ?? Number.NaN, own?.count[k] ?? 0];
    // Of one path alone nothing is known.
    return count < 2 ? Number.NaN : Z95 * Math.sqrt(variance / count);
  });
}

/** How far standard deviations of batches scatter tells how far that of the run's paths would. */
function samplingOfSd(
  own: SeriesSummary | undefined,
  batches: readonly Batch[],
  find: (batch: Batch, which: keyof CoupledNames) => SeriesSummary | undefined,
  times: number,
): Float64Array {
  return Float64Array.from({ length: times }, (_, k) => {
    const found = batches.map((batch) => find(batch, "coarse"));
    const { error } = overBatches(found.map((of) => Math.sqrt(of?.variance[k] ?? Number.NaN)));
    const paths = found.reduce((sum, of) => sum + (of?.count[k] ?? 0), 0);
    return error * Math.sqrt(paths / (own?.count[k] ?? Number.NaN));
  });
}

/** Pairs of paths of which it is known whether they end alike. */
function pairs(batches: readonly Batch[], difference: string, k: number): number {
  const found = batches.map(({ events }) => events.find(({ name }) => name === difference));
  return found.reduce((sum, of) => sum + (of?.paths[k] ?? 0), 0);
}

function certifyEvent(
  own: EventSummary,
  batches: readonly Batch[],
  order: number,
): EventCertificate {
  const names = coupledNames(own.name);
  const share = (batch: Batch, which: keyof CoupledNames, k: number): number => {
    const event = batch.events.find(({ name }) => name === names[which]);
    return (event?.holding[k] ?? Number.NaN) / (event?.paths[k] ?? Number.NaN);
  };
  const times = own.paths.length;
  const weak = columns(times, (k) => {
    const shift = batches.map((batch) => share(batch, "coarse", k) - share(batch, "fine", k));
    const { value, error } = overBatches(shift);
    // Where no path or hardly any ends otherwise, that is no proof that none does: only few do.
    const few = k === 0 ? 0 : wilsonInterval(0, pairs(batches, names.difference, k)).high;
    return scaled({ value, error: Math.max(error, few) }, order);
  });
  const sampling = Float64Array.from({ length: times }, (_, k) => {
    const { low, high } = wilsonInterval(own.holding[k] ?? 0, own.paths[k] ?? 0);
    return (high - low) / 2;
  });
  const shareColumns: ErrorColumns = { weak: weak.values, weakError: weak.errors, sampling };
  return {
    name: own.name,
    flipped: Float64Array.from(
      { length: times },
      (_, k) => overBatches(batches.map((batch) => share(batch, "difference", k))).value,
    ),
    share: shareColumns,
  };
}
