import type { Plan } from "./plan.ts";

/** Path-steps from which on a run takes so long that somebody would look at it meanwhile. */
const LONG = 2e8;
/** The share of a run's paths that a preview has, in tiles of the kernels, and the most of them. */
const SHARE = 1 / 64;
const TILE = 256;
const MOST_PATHS = 4096;

/**
 * The plan of a preview: a run's first paths, summarized as the run will be; undefined where the run is short, or isn't
 * of one point on the `wasm` backend.
 *
 * Noise is keyed by the path, so that these are the very paths that the run has too.
 */
export function previewPlan(plan: Plan): Plan | undefined {
  const { paths, steps, points, backend, samplePaths } = plan;
  const isLong = paths * steps >= LONG;
  if (!isLong || points.length > 1 || backend !== "wasm" || !plan.summaries) return undefined;
  const few = Math.min(MOST_PATHS, TILE * Math.floor((SHARE * paths) / TILE));
  if (few < TILE) return undefined;
  return { ...plan, paths: few, samplePaths: Math.min(samplePaths, few), trajectories: false };
}
