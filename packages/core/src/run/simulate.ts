import { platform } from "#platform";
import type { Model } from "../model/model.ts";
import type { Backend, BackendResult } from "./backend.ts";
import { backendOf } from "./backends.ts";
import type { SimulateOptions } from "./options.ts";
import { prepare } from "./prepare.ts";
import { previewPlan } from "./preview.ts";
import { resolvePlan } from "./resolve.ts";
import { type Prepared, type Run, RunError } from "./run.ts";
import { warningsOf } from "./warnings.ts";

const { now } = platform;

/**
 * Simulates a model: builds its graph, optimizes it, and runs it over an ensemble of paths.
 *
 * Results are bit-identical for the same plan, whatever the threads. When `signal` is aborted the
 * run ends within milliseconds and resolves with `cancelled: true` and what was computed.
 *
 * @throws DriftgraphError for an option or model that can't be run, before anything is computed.
 * @throws RunError when a value stops being finite; its `run` holds what was computed until then.
 */
export async function simulate(model: Model, options: SimulateOptions = {}): Promise<Run> {
  const prepared = prepare(resolvePlan(model, options));
  const { plan, optimized } = prepared;
  const backend = backendOf(options.backend);
  backend.check?.(optimized, plan);
  options.onStart?.(prepared);
  const { signal, onProgress } = options;
  if (options.onPreview) await preview(prepared, backend, options.onPreview, signal);
  const result = await backend.run(optimized, plan, { now, signal, onProgress });
  const run = runOf(prepared, result);
  if (result.failure) throw new RunError(result.failure, run);
  return run;
}

/** Runs the first paths of a run that takes long, and hands them over; says nothing if they fail, as the run will. */
async function preview(
  prepared: Prepared,
  backend: Backend,
  onPreview: (preview: Run) => void,
  signal: AbortSignal | undefined,
): Promise<void> {
  const plan = previewPlan(prepared.plan);
  if (!plan) return;
  const result = await backend.run(prepared.optimized, plan, {
    now,
    signal,
    onProgress: undefined,
  });
  if (result.failure === undefined && !result.cancelled)
    onPreview(runOf({ ...prepared, plan }, result));
  result.dispose();
}

function runOf(prepared: Prepared, result: BackendResult): Run {
  const { ensembles, cancelled, fma, threads, messages } = result;
  return {
    ...prepared,
    ensembles,
    timings: { ...prepared.timings, ...result.timings },
    warnings: warningsOf(prepared.plan, ensembles),
    cancelled,
    fma,
    threads,
    ...(messages !== undefined && { messages }),
    dispose: result.dispose,
  };
}
