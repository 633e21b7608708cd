import { platform } from "#platform";
import { DriftgraphError } from "../errors/error.ts";
import type { Model } from "../model/model.ts";
import type { SimulateOptions } from "../run/options.ts";
import type { Plan } from "../run/plan.ts";
import type { Run, Timings } from "../run/run.ts";
import { simulate } from "../run/simulate.ts";
import { coarsenings } from "./grids.ts";
import {
  foresee,
  type MultilevelEstimate,
  multilevelEstimate,
  plainPathCost,
} from "./multilevel.ts";
import { checkTarget, momentsOf, standardError, type Target } from "./target.ts";

/** Paths of the first batch. */
const FIRST_PATHS = 4096;
/** What is added to the paths that are foreseen, since a batch knows the variance only so well. */
const MARGIN = 1.02;
/** Most that a batch may grow: a foresight from few paths can be far off. */
const GROWTH = 32;
/** Paths from which on a foresight is trusted with more. */
const MANY_PATHS = 65_536;
const GROWTH_OF_MANY = 1024;
const MAX_PATHS = 4_000_000_000;
/** Where all values are alike, though there is noise, as many paths are looked at before that is believed. */
const ALIKE_PATHS = 1 << 20;
/** Of n values that are all alike, a share of 4/n may still be others, at a confidence of 95 %: see `wilsonInterval`. */
const UNSEEN = 4;
/** Beside an estimate by levels the run shows distributions: of this part of plain Monte Carlo's paths. */
const SHOWN_PART = 1 / 32;
const MOST_SHOWN = 65_536;

/** A run that is as precise as was wanted, and how it came to it. */
export interface PreciseRun {
  /** Beside an estimate by levels: a run of fewer paths, which shows the distributions. */
  readonly run: Run;
  /** Standard error that was reached. */
  readonly error: number;
  /** Paths of each batch that was run, the last one that of the run. */
  readonly batches: readonly number[];
  /** Milliseconds of each phase, over all batches; and of levels, if any were run. */
  readonly timings: Timings & { readonly multilevel?: number };
  /** Why it is the plain or the multilevel estimator, in words that follow its name. */
  readonly reason: string;
  /** The estimate that met the target, if it isn't the run's own. */
  readonly multilevel?: MultilevelEstimate;
}

/** How an estimate is made as precise as is wanted. */
export const ESTIMATORS = ["auto", "plain", "multilevel"] as const;
export type Estimator = (typeof ESTIMATORS)[number];

/** Multilevel Monte Carlo has to be cheaper by this to be taken by itself … */
const WORTHWHILE = 1.5;
/** … and plain Monte Carlo has to take this many additions: about a second of one core. */
const LEAST_COST = 2e10;

/**
 * Runs a model with as many paths as a target takes, in growing batches: each foresees the next one's
 * size from its own standard error. The last is an ordinary run, the same as with that number of paths.
 *
 * Where multilevel Monte Carlo is cheaper it makes the estimate instead, and the run, which shows the
 * distributions, is of a small part of the paths: see `multilevelEstimate`.
 *
 * If it is cancelled, the run is that of the batch that had come furthest, as `cancelled`.
 *
 * @param options with `paths` as the most that may be run; 4·10⁹ if not given.
 * @param estimator `auto` takes multilevel Monte Carlo where that is foreseen to be 1.5 times cheaper or more,
 *   and plain Monte Carlo to take 2·10¹⁰ additions or more, which is about a second.
 * @throws DriftgraphError `unknown-name` if the model has nothing of the target's name; `invalid-option` if
 *   the target would take more paths; `unsupported` if the
 *   multilevel estimator is asked for and can't be had.
 */
export async function simulateUntil(
  model: Model,
  target: Target,
  options: SimulateOptions = {},
  estimator: Estimator = "auto",
): Promise<PreciseRun> {
  checkTarget(model, target);
  const most = options.paths ?? MAX_PATHS;
  const batches: number[] = [];
  let timings: PreciseRun["timings"] | undefined;
  let reason = "the first paths are enough";
  let before: Run | undefined;
  let foreseen = false;
  for (let paths = Math.min(FIRST_PATHS, most); ; ) {
    batches.push(paths);
    const run = await simulate(model, { ...options, paths });
    timings = together(timings, run.timings);
    const error = standardError(run, target);
    if (run.cancelled) {
      const shown = before ? furthest(before, run) : run;
      return { run: shown, error: standardError(shown, target), batches, timings, reason };
    }
    const alike = error === 0 && isRandom(run);
    const more = Math.min(most, ALIKE_PATHS);
    if (alike && paths < more) {
      run.dispose();
      before = run;
      paths = Math.min(more, GROWTH * paths);
      continue;
    }
    if (error < target.limit)
      return { run, error, batches, timings, reason: alike ? alikeReason(paths) : reason };
    if (!foreseen) {
      foreseen = true;
      const start = platform.now();
      const levels = await byLevels(run, target, estimator, most, options);
      timings = { ...timings, multilevel: platform.now() - start };
      reason = levels.reason;
      if (levels.estimate) {
        const { estimate } = levels;
        const result = { error: estimate.error, batches, reason, multilevel: estimate };
        const shown = Math.min(most, MOST_SHOWN, Math.ceil(estimate.plainPaths * SHOWN_PART));
        if (shown <= paths) return { run, timings, ...result };
        batches.push(shown);
        const larger = await simulate(model, { ...options, paths: shown });
        const all = together(timings, larger.timings);
        return { run: larger.cancelled ? furthest(run, larger) : larger, timings: all, ...result };
      }
      if (options.signal?.aborted)
        return { run: cancelledRun(run), error, batches, timings, reason };
    }
    run.dispose();
    before = run;
    const needed = Math.ceil(paths * (error / target.limit) ** 2 * MARGIN);
    if (paths >= most || !(needed <= MAX_PATHS)) throw unreachable(target, needed, most);
    const growth = paths < MANY_PATHS ? GROWTH : GROWTH_OF_MANY;
    paths = Math.min(most, Math.max(paths + 1, Math.min(needed, growth * paths)));
  }
}

/** Whether paths differ in anything. */
function isRandom({ ensembles }: Run): boolean {
  return ensembles.some(({ series }) => series.some(({ variance }) => variance.some((v) => v > 0)));
}

function alikeReason(paths: number): string {
  const share = Number(((100 * UNSEEN) / paths).toPrecision(2));
  return `all paths gave the same value, so that no more is known than that fewer than ${share} % of them give another`;
}

/** Of a whole batch and the one after it, which was cancelled, that of more paths; as cancelled. */
function furthest(whole: Run, cancelled: Run): Run {
  return pathsOf(whole) > pathsOf(cancelled) ? cancelledRun(whole) : cancelled;
}

/** Paths of the point that has least of them. */
function pathsOf({ ensembles, plan }: Run): number {
  if (ensembles.length < plan.points.length) return 0;
  return Math.min(...ensembles.map(({ paths }) => paths));
}

const cancelledRun = (run: Run): Run => ({ ...run, cancelled: true });

function together(before: PreciseRun["timings"] | undefined, more: Timings): PreciseRun["timings"] {
  if (!before) return more;
  return {
    ...before,
    build: before.build + more.build,
    optimize: before.optimize + more.optimize,
    compile: before.compile + more.compile,
    instantiate: before.instantiate + more.instantiate,
    pilot: before.pilot + more.pilot,
    run: before.run + more.run,
    summarize: before.summarize + more.summarize,
  };
}

/** What came of levels: an estimate, or why there is none. */
interface ByLevels {
  readonly reason: string;
  readonly estimate?: MultilevelEstimate;
}

/** The estimate by levels, if it is asked for or worth it; undefined too if it was aborted. */
async function byLevels(
  { plan, ensembles: [ensemble] }: Run,
  target: Target,
  estimator: Estimator,
  most: number,
  { signal, onProgress }: SimulateOptions,
): Promise<ByLevels> {
  if (estimator === "plain") return { reason: "as was asked for" };
  const isAsked = estimator === "multilevel";
  const watch = { signal, onProgress };
  const without = (reason: string): ByLevels => {
    if (!isAsked || signal?.aborted) return { reason: `multilevel Monte Carlo ${reason}` };
    throw new DriftgraphError("unsupported", `multilevel Monte Carlo ${reason}`, {
      hint: "Use the plain estimator.",
    });
  };
  const refusal = whyNot(plan);
  if (refusal !== undefined) return without(refusal);
  const variance = ensemble ? momentsOf(ensemble, target).variance : 0;
  const plain = (variance / target.limit ** 2) * plainPathCost(plan);
  if (!isAsked && plain < LEAST_COST) return { reason: "few paths are enough" };
  const foresight = await foresee(plan, target, watch);
  if (!foresight)
    return without("loses paths in coarser steps, or hardly any of them differ by steps");
  const share = `${Number(((100 * foresight.cost) / foresight.plainCost).toPrecision(2))} %`;
  if (!isAsked && foresight.plainCost < WORTHWHILE * foresight.cost)
    return { reason: `multilevel Monte Carlo is foreseen to take ${share} of its work` };
  const met = await multilevelEstimate(plan, target, foresight, most, watch);
  if (!met || "failure" in met) return without(met?.failure ?? "was cancelled");
  const foreseen = `foreseen to take ${share} of plain Monte Carlo's work`;
  return { reason: isAsked ? "as was asked for" : foreseen, estimate: met };
}

/** Why a plan has no levels, if it has none, in words that follow what it is. */
function whyNot(plan: Plan): string | undefined {
  const { steps, points, backend, tolerance } = plan;
  if (tolerance) return "needs steps of one size, which --adaptive steps aren't";
  if (points.length > 1) return "takes no sweeps";
  if (backend !== "wasm") return `runs on the wasm backend, not on ${backend}`;
  if (plan.trajectories) return "gives a mean alone, and all paths are to be kept";
  if (plan.covariances || plan.autocorrelation !== undefined)
    return "gives a mean alone, no correlations";
  if (plan.nonFinite === "count") return "can't leave paths out that stop being finite";
  if (coarsenings(steps).length > 0) return undefined;
  return `needs steps that can be joined by two, three or five, and there are ${steps}`;
}

function unreachable({ text, of }: Target, needed: number, most: number): DriftgraphError {
  return new DriftgraphError(
    "invalid-option",
    `${text} would take about ${Number(needed.toPrecision(2))} paths, expected at most ${most}`,
    { hint: `Ask for less of ${of}: the error falls with the root of the paths.` },
  );
}
