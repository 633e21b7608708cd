import { platform } from "#platform";
import type { Model } from "../model/model.ts";
import type { RunSimulation } from "../run/backend.ts";
import { backendOf } from "../run/backends.ts";
import type { SimulateOptions } from "../run/options.ts";
import type { Plan } from "../run/plan.ts";
import { prepare } from "../run/prepare.ts";
import { resolvePlan } from "../run/resolve.ts";
import type { Simulation } from "../simulation/simulation.ts";
import { incrementSimulation } from "./increments.ts";

/** A named column of numbers. */
export interface ReplayColumn {
  readonly name: string;
  readonly values: Float64Array;
}

/** One path of a run, alone. */
export interface Replay {
  readonly plan: Plan;
  /** Absolute index of the path. */
  readonly path: number;
  /** Times of all steps' ends, the initial one first. */
  readonly times: Float64Array;
  /** Species, then observables: the value at each time, bit for bit as in the run. */
  readonly series: readonly ReplayColumn[];
  /** √dt·ξ of each step, one a channel: the k-th leads from the k-th time to the next. */
  readonly increments: readonly ReplayColumn[];
  /** Whether the kernel used fused multiply-add; a run's last digits depend on it. */
  readonly fma: boolean;
}

/**
 * Runs one path of a run alone, at every step, with the increments that drove it.
 *
 * The path is bit-identical to that of any run with the same options, however many paths it had; with a
 * backend that computes paths in groups, if `firstPath` and `paths` are the run's. For a point of a sweep,
 * `sweep` must name the same parameters, with one value each.
 *
 * @param path absolute index.
 * @throws DriftgraphError for options that can't be run, or a path that is no whole number.
 */
export async function replayPath(
  model: Model,
  options: SimulateOptions,
  path: number,
): Promise<Replay> {
  const plan = resolvePlan(model, {
    ...options,
    ...groupOf(options, path),
    threads: 1,
    samplePaths: 0,
    summaries: false,
    save: { trajectories: true },
  });
  const replayed = { ...plan, every: 1 };
  const { optimized, times } = prepare(replayed);
  const { run } = backendOf(options.backend);
  const within = path - plan.firstPath;
  const { columns, fma } = await trajectoriesOf(run, optimized, replayed, within);
  const increments = incrementSimulation(optimized);
  const drawn =
    increments.series.length === 0
      ? []
      : (await trajectoriesOf(run, increments, replayed, within)).columns;
  return {
    plan: replayed,
    path,
    times,
    series: columns,
    increments: drawn.map(({ name, values }) => ({ name, values: values.subarray(1) })),
    fma,
  };
}

/** The paths that must be run to have one of them as in its run: itself, or all of its backend's group. */
function groupOf(
  { backend, firstPath = 0, paths = Number.POSITIVE_INFINITY }: SimulateOptions,
  path: number,
): Pick<Plan, "firstPath" | "paths"> {
  const { group = 1 } = backendOf(backend);
  const place = (path - firstPath) % group;
  const count = Math.min(group, firstPath + paths - (path - place));
  return place >= 0 && count > place
    ? { firstPath: path - place, paths: count }
    : { firstPath: path, paths: 1 };
}

/** One path of a simulation, by its place in the plan: one column a series. */
async function trajectoriesOf(
  run: RunSimulation,
  simulation: Simulation,
  plan: Plan,
  path: number,
): Promise<{ columns: ReplayColumn[]; fma: boolean }> {
  const { now } = platform;
  const result = await run(simulation, plan, { now, signal: undefined, onProgress: undefined });
  try {
    const trajectories = result.ensembles[0]?.trajectories;
    if (!trajectories) throw new Error("the backend kept no trajectories");
    const columns = simulation.series.map((name, s) => ({
      name,
      values: Float64Array.from(
        { length: trajectories.times },
        (_, k) => trajectories.plane(k, s)[path] ?? Number.NaN,
      ),
    }));
    return { columns, fma: result.fma };
  } finally {
    result.dispose();
  }
}
