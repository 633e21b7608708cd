import { platform } from "#platform";
import type { Model } from "../model/model.ts";
import { backendOf } from "./backends.ts";
import type { SimulateOptions } from "./options.ts";
import { prepare } from "./prepare.ts";
import { resolvePlan } from "./resolve.ts";
import { type Run, RunError } from "./run.ts";
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
  const result = await backend.run(optimized, plan, { now, signal, onProgress });
  const { ensembles, cancelled, fma, threads, messages, failure } = result;
  const run: Run = {
    ...prepared,
    ensembles,
    timings: { ...prepared.timings, ...result.timings },
    warnings: warningsOf(plan, ensembles),
    cancelled,
    fma,
    threads,
    ...(messages !== undefined && { messages }),
    dispose: result.dispose,
  };
  if (failure) throw new RunError(failure, run);
  return run;
}
