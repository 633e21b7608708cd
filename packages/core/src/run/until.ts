import { DriftgraphError } from "../errors/error.ts";
import type { Model } from "../model/model.ts";
import type { SimulateOptions } from "./options.ts";
import type { Run } from "./run.ts";
import { simulate } from "./simulate.ts";
import { standardError, type Target } from "./target.ts";

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
}

/**
 * Runs a model with as many paths as a target takes, in growing batches: each foresees the next one's
 * size from its own standard error. The last is an ordinary run, the same as with that number of paths.
 *
 * A cancelled run is given as it is.
 *
 * @param options with `paths` as the most that may be run; 4·10⁹ if not given.
 * @throws DriftgraphError `invalid-option` if the target would take more paths.
 */
export async function simulateUntil(
  model: Model,
  target: Target,
  options: SimulateOptions = {},
): Promise<PreciseRun> {
  const most = options.paths ?? MAX_PATHS;
  const batches: number[] = [];
  for (let paths = Math.min(FIRST_PATHS, most); ; ) {
    batches.push(paths);
    const run = await simulate(model, { ...options, paths });
    const error = standardError(run, target);
    if (run.cancelled || error < target.limit) return { run, error, batches };
    run.dispose();
    const needed = Math.ceil(paths * (error / target.limit) ** 2 * MARGIN);
    if (paths >= most || !(needed <= MAX_PATHS)) throw unreachable(target, needed, most);
    paths = Math.min(most, Math.max(paths + 1, Math.min(needed, GROWTH * paths)));
  }
}

function unreachable({ text, of }: Target, needed: number, most: number): DriftgraphError {
  return new DriftgraphError(
    "invalid-option",
    `${text} would take about ${Number(needed.toPrecision(2))} paths, expected at most ${most}`,
    { hint: `Ask for less of ${of}: the error falls with the root of the paths.` },
  );
}
