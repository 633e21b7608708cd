import { platform } from "#platform";
import { DriftgraphError } from "../errors/error.ts";
import { truth } from "../graph/logic.ts";
import type { Model } from "../model/model.ts";
import type { Plan } from "../run/plan.ts";
import { prepare } from "../run/prepare.ts";
import type { Ensemble, Trajectories } from "../run/run.ts";
import { wasmBackend } from "../run/wasm-backend.ts";
import type { Tolerance } from "../simulation/adaptive.ts";
import { coupledNames } from "../simulation/coupled.ts";
import { LARGEST } from "../simulation/lost.ts";
import type { EventSummary } from "../summary/event-summary.ts";
import type { SeriesSummary } from "../summary/series-summary.ts";
import type { Batch } from "./batch-statistics.ts";
import { summariesOnly } from "./pairs.ts";

/** By what the reference's tolerance is stricter: its steps are about a quarter as long. */
const STRICTER = 16;
/** Halvings that the reference may do beyond the run's own, and does at least. */
const FURTHER_HALVINGS = 2;
const MOST_HALVINGS = 12;
/** Paths × logged times × series that are kept of either run of a batch. */
const MOST_VALUES = 2 ** 23;

/**
 * The tolerance of the steps that a run's steps are compared with.
 *
 * @throws DriftgraphError `unsupported` if these can't be halved often enough.
 */
export function referenceTolerance({ rtol, atol, halvings }: Tolerance): Tolerance {
  const further = halvings + FURTHER_HALVINGS;
  if (further <= MOST_HALVINGS) {
    // Where both tolerances are met by whole steps there would be nothing to compare.
    const longest = 2 ** -FURTHER_HALVINGS;
    return { rtol: rtol / STRICTER, atol: atol / STRICTER, halvings: further, longest };
  }
  throw new DriftgraphError(
    "unsupported",
    `a certificate of steps that adapt compares with steps halved ${FURTHER_HALVINGS} times more, and ${halvings} halvings leave no room for that`,
    { hint: `Use at most ${MOST_HALVINGS - FURTHER_HALVINGS} halvings, and a smaller dt.` },
  );
}

/** Paths of which a batch keeps all logged values. */
export function mostPathsOf({ model, steps, every }: Plan): number {
  const { species, observables, events } = model;
  const series = species.length + observables.length + events.length;
  return Math.max(2, Math.floor(MOST_VALUES / ((steps / every + 1) * series)));
}

/**
 * Runs batches of paths with their own and with a reference's tolerance, along the same Brownian paths:
 * parts of a step are driven by nodes of one tree, keyed by their place in it, however the step is divided.
 *
 * @returns what runs a batch of one point; undefined if it was aborted.
 */
export function adaptivePairs(
  { model, tolerance }: Plan,
  reference: Tolerance,
  signal: AbortSignal | undefined,
): (part: Plan) => Promise<Batch | undefined> {
  // One model for all batches, so that the two kernels are built once.
  const watched = { ...model, observables: [...model.observables, ...indicators(model)] };
  const run = (part: Plan, of: Tolerance | undefined) => {
    const kept = { ...summariesOnly(part), model: watched, tolerance: of, trajectories: true };
    const context = { now: platform.now, signal, onProgress: undefined };
    return wasmBackend(prepare(kept).optimized, kept, context);
  };
  return async (part) => {
    const coarse = await run(part, tolerance);
    const fine = await run(part, reference);
    const [a, b] = [coarse.ensembles[0], fine.ensembles[0]];
    try {
      return a && b && !signal?.aborted ? batchOf(model, a, b) : undefined;
    } finally {
      coarse.dispose();
      fine.dispose();
    }
  };
}

/** Whether an event holds, as a series of its own: 1 or 0 on each path. */
const indicatorOf = (event: string): string => `${event}:holds`;

function indicators({ events }: Model): Model["observables"] {
  return events.map(({ name, when }) => ({ name: indicatorOf(name), value: truth(when) }));
}

function batchOf({ species, observables, events }: Model, coarse: Ensemble, fine: Ensemble): Batch {
  const lost = [coarse, fine].map((of) => of.lost?.paths.at(-1) ?? 0);
  return {
    lost: Math.max(...lost),
    series: [...species, ...observables].flatMap(({ name }) => seriesOf(name, coarse, fine)),
    events: events.flatMap(({ name }) => eventsOf(name, coarse, fine)),
  };
}

function seriesOf(name: string, coarse: Ensemble, fine: Ensemble): SeriesSummary[] {
  const names = coupledNames(name);
  const find = ({ series }: Ensemble) => series.find((of) => of.name === name);
  const [a, b] = [find(coarse), find(fine)];
  const pairs = differences(name, coarse.trajectories, fine.trajectories);
  if (!a || !b) return [];
  const column = (value: (at: Differences) => number) => Float64Array.from(pairs, value);
  const difference: SeriesSummary = {
    ...a,
    name: names.difference,
    count: column(({ count }) => count),
    mean: column(({ mean }) => mean),
    variance: column(({ variance }) => variance),
    bins: [],
    histogram: [],
  };
  return [a, { ...b, name: names.fine }, difference];
}

function eventsOf(name: string, coarse: Ensemble, fine: Ensemble): EventSummary[] {
  const names = coupledNames(name);
  const find = ({ events }: Ensemble) => events.find((of) => of.name === name);
  const [a, b] = [find(coarse), find(fine)];
  const pairs = differences(indicatorOf(name), coarse.trajectories, fine.trajectories);
  if (!a || !b) return [];
  const paths = Float64Array.from(pairs, ({ count }) => count);
  const holding = Float64Array.from(pairs, ({ differing }) => differing);
  return [a, { ...b, name: names.fine }, { ...a, name: names.difference, paths, holding }];
}

/** How the values of paths differ between two runs at one logged time. */
interface Differences {
  readonly count: number;
  readonly mean: number;
  readonly variance: number;
  /** Paths that differ at all. */
  readonly differing: number;
}

/** Differences at each logged time, of the paths that both runs have kept. */
function differences(
  name: string,
  coarse: Trajectories | undefined,
  fine: Trajectories | undefined,
): Differences[] {
  const series = coarse?.series.indexOf(name) ?? -1;
  if (!coarse || !fine || series < 0) return [];
  return Array.from({ length: coarse.times }, (_, k) =>
    differencesOf(coarse.plane(k, series), fine.plane(k, series)),
  );
}

function differencesOf(
  a: Float32Array | Float64Array,
  b: Float32Array | Float64Array,
): Differences {
  let [count, mean, squares, differing] = [0, 0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    const difference = (a[i] ?? Number.NaN) - (b[i] ?? Number.NaN);
    // NaN too where a path was lost.
    if (!(Math.abs(difference) <= LARGEST.float64)) continue;
    // Welford's: differences are small beside the values.
    count++;
    const before = difference - mean;
    mean += before / count;
    squares += before * (difference - mean);
    if (difference !== 0) differing++;
  }
  return { count, mean, variance: squares / (count - 1), differing };
}
