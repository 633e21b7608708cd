import { freemem } from "node:os";
import path from "node:path";
import { DriftgraphError, type Ensemble, type Plan, type Run } from "@driftgraph/core";
import { UsageError } from "../arguments/usage-error.ts";
import type { SaveRequest } from "./request.ts";

/** Where a run's trajectories are, below its folder. */
export const TRAJECTORIES = "trajectories.zarr";

/** Part of the free memory that trajectories may take; the kernel, the log and the system need some too. */
const MEMORY_SHARE = 0.8;

/**
 * Logged steps from one saved step to the next.
 *
 * @throws DriftgraphError before anything is run: if the trajectories would not fit into memory, or
 * the time between saved steps is no multiple of that between logged ones.
 */
export function savedStride(plan: Plan, { every }: SaveRequest, free: number = freemem()): number {
  checkMemory(plan, free * MEMORY_SHARE);
  if (every === undefined) return 1;
  const logged = plan.every * plan.dt;
  const stride = Math.round(every / logged);
  const steps = plan.steps / plan.every;
  if (!(every > 0) || Math.abs(stride * logged - every) > 1e-6 * logged) {
    throw new UsageError(
      `--save trajectories:${every} is no multiple of ${logged}, the time between logged steps`,
    );
  }
  if (steps % stride === 0) return stride;
  throw new UsageError(`--save trajectories:${every} doesn't divide the end time ${plan.tEnd}`, {
    hint: "The last step would not be saved.",
  });
}

function checkMemory({ model, paths, steps, every, dtype, points }: Plan, limit: number): void {
  const times = steps / every + 1;
  const series = model.species.length + model.observables.length;
  const bytes = times * series * paths * points.length * (dtype === "float32" ? 4 : 8);
  if (bytes <= limit) return;
  throw new DriftgraphError(
    "invalid-option",
    `all trajectories would take ${gigabytes(bytes)}, and ${gigabytes(limit)} of memory can be used`,
    { hint: "Log fewer steps with --every, or run fewer paths." },
  );
}

function gigabytes(bytes: number): string {
  return `${(bytes / 1e9).toPrecision(3)} GB`;
}

/** Writes an ensemble's trajectories to its folder; false if aborted. */
export async function saveTrajectories(
  run: Run,
  ensemble: Ensemble,
  folder: string,
  stride: number,
  signal: AbortSignal,
): Promise<boolean> {
  const { runTrajectories } = await import("../trajectories/source.ts");
  const { writeZarr } = await import("../trajectories/zarr-writer.ts");
  const source = runTrajectories(run, ensemble, stride);
  if (!source) return false;
  const { model, scheme, dt, seed } = run.plan;
  return writeZarr(
    path.join(folder, TRAJECTORIES),
    source,
    {
      attributes: {
        title: model.title ?? model.name,
        model: model.name,
        scheme: scheme.name,
        dt,
        seed: String(seed),
        parameters: ensemble.parameters,
      },
      timeUnit: model.timeUnit,
      units: Object.fromEntries(
        ensemble.series.flatMap(({ name, unit }) => (unit === undefined ? [] : [[name, unit]])),
      ),
    },
    signal,
  );
}
