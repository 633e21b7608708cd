import { DriftgraphError } from "../errors/error.ts";
import type { Model } from "../model/model.ts";
import type { SimulateOptions } from "../run/options.ts";
import type { Plan } from "../run/plan.ts";
import type { Run } from "../run/run.ts";
import { simulate } from "../run/simulate.ts";
import { foresee, type MultilevelEstimate, multilevelEstimate } from "./multilevel.ts";
import { momentsOf, standardError, type Target } from "./target.ts";

/** Paths of the first batch. */
const FIRST_PATHS = 4096;
/** What is added to the paths that are foreseen, since a batch knows the variance only so well. */
const MARGIN = 1.02;
/** Most that a batch may grow: a foresight from few paths can be far off. */
const GROWTH = 32;
const MAX_PATHS = 4_000_000_000;

/** A run that is as precise as was wanted, and how it came to it. */
export interface PreciseRun {
  readonly run: Run;
  /** Standard error that was reached. */
  readonly error: number;
  /** Paths of each batch that was run, the last one that of the run. */
  readonly batches: readonly number[];
  /** The estimate that met the target, if it isn't the run's own. */
  readonly multilevel?: MultilevelEstimate;
}

/** How an estimate is made as precise as is wanted. */
export const ESTIMATORS = ["auto", "plain", "multilevel"] as const;
export type Estimator = (typeof ESTIMATORS)[number];

/** Multilevel Monte Carlo has to be cheaper by this to be taken by itself … */
const WORTHWHILE = 1.5;
/** … and plain Monte Carlo has to take this many steps: about a second. */
const LEAST_STEPS = 2e8;

/**
 * Runs a model with as many paths as a target takes, in growing batches: each foresees the next one's
 * size from its own standard error. The last is an ordinary run, the same as with that number of paths.
 *
 * Where multilevel Monte Carlo is cheaper it makes the estimate instead, and the run is the first batch:
 * see `multilevelEstimate`.
 *
 * A cancelled run is given as it is.
 *
 * @param options with `paths` as the most that may be run; 4·10⁹ if not given.
 * @param estimator `auto` takes multilevel Monte Carlo where that is 1.5 times cheaper or more, and plain Monte
 *   Carlo would take 2·10⁸ steps or more.
 * @throws DriftgraphError `invalid-option` if the target would take more paths; `unsupported` if the
 *   multilevel estimator is asked for and can't be had.
 */
export async function simulateUntil(
  model: Model,
  target: Target,
  options: SimulateOptions = {},
  estimator: Estimator = "auto",
): Promise<PreciseRun> {
  const most = options.paths ?? MAX_PATHS;
  const batches: number[] = [];
  for (let paths = Math.min(FIRST_PATHS, most); ; ) {
    batches.push(paths);
    const run = await simulate(model, { ...options, paths });
    const error = standardError(run, target);
    if (run.cancelled || error < target.limit) return { run, error, batches };
    const multilevel =
      batches.length === 1 && (await byLevels(run, target, estimator, most, options.signal));
    if (multilevel) return { run, error: multilevel.error, batches, multilevel };
    run.dispose();
    const needed = Math.ceil(paths * (error / target.limit) ** 2 * MARGIN);
    if (paths >= most || !(needed <= MAX_PATHS)) throw unreachable(target, needed, most);
    paths = Math.min(most, Math.max(paths + 1, Math.min(needed, GROWTH * paths)));
  }
}

/** The estimate by levels, if it is asked for or worth it. */
async function byLevels(
  { plan, ensembles }: Run,
  target: Target,
  estimator: Estimator,
  most: number,
  signal: AbortSignal | undefined,
): Promise<MultilevelEstimate | undefined> {
  if (estimator === "plain") return undefined;
  const reason = whyNot(plan);
  if (reason !== undefined) {
    if (estimator === "auto") return undefined;
    throw new DriftgraphError("unsupported", `multilevel Monte Carlo ${reason}`, {
      hint: "Use the plain estimator.",
    });
  }
  const variance = (ensembles[0] ? momentsOf(ensembles[0], target).variance : 0) * plan.steps;
  if (estimator === "auto" && variance / target.limit ** 2 < LEAST_STEPS) return undefined;
  const foresight = await foresee(plan, target, signal);
  const { pairs, cost, plainCost } = foresight;
  if (signal?.aborted || pairs.length === 0) return undefined;
  if (estimator === "auto" && plainCost < WORTHWHILE * cost) return undefined;
  return multilevelEstimate(plan, target, foresight, most, signal);
}

/** Why a plan has no levels, if it has none. */
function whyNot({ steps, points, backend, tolerance }: Plan): string | undefined {
  if (tolerance) return "needs steps of one size, which --adaptive steps aren't";
  if (points.length > 1) return "takes no sweeps";
  if (backend !== "wasm") return `runs on the wasm backend, not on ${backend}`;
  if (steps % 2 !== 0) return `needs steps that can be joined in pairs, and there are ${steps}`;
  return undefined;
}

function unreachable({ text, of }: Target, needed: number, most: number): DriftgraphError {
  return new DriftgraphError(
    "invalid-option",
    `${text} would take about ${Number(needed.toPrecision(2))} paths, expected at most ${most}`,
    { hint: `Ask for less of ${of}: the error falls with the root of the paths.` },
  );
}
