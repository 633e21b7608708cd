import type { Model } from "../model/model.ts";
import { optimize } from "../optimize/passes.ts";
import { exponentParameters, specialize } from "../optimize/specialize.ts";
import { buildSimulation } from "../simulation/build.ts";
import type { Simulation } from "../simulation/simulation.ts";
import { BACKENDS } from "./backends.ts";
import type { SimulateOptions } from "./options.ts";
import { parameterValues } from "./parameter-values.ts";
import type { Plan } from "./plan.ts";
import { resolvePlan } from "./resolve.ts";
import { type Run, RunError } from "./run.ts";

/** A plan with the graph as built, and as optimized for its backend. */
export interface Prepared {
  readonly plan: Plan;
  readonly built: Simulation;
  readonly optimized: Simulation;
  readonly passes: ReturnType<typeof optimize>;
  readonly timings: { readonly build: number; readonly optimize: number };
}

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
  const now = options.now ?? (() => performance.now());
  const prepared = prepare(resolvePlan(model, options), now);
  const { plan, built, optimized } = prepared;
  options.onStart?.(prepared);
  const { signal, onProgress } = options;
  const result = await BACKENDS[plan.backend](optimized, plan, { now, signal, onProgress });
  const run: Run = {
    plan,
    built,
    optimized,
    passes: prepared.passes,
    times: loggedTimes(plan),
    ensembles: result.ensembles,
    timings: { ...prepared.timings, ...result.timings },
    warnings: warningsOf(prepared, result.ensembles),
    cancelled: result.cancelled,
    fma: result.fma,
    threads: result.threads,
  };
  if (result.failure) throw new RunError(result.failure, run);
  return run;
}

/** Builds and optimizes the graph of a plan. */
export function prepare(plan: Plan, now: () => number): Prepared {
  const start = now();
  const swept = plan.points.flatMap((point) => Object.keys(point));
  const built = buildSimulation(plan.model, {
    scheme: plan.scheme,
    given: new Set([...plan.given.keys(), ...swept]),
    summaries: [
      "moments",
      "histogram",
      ...(plan.samplePaths > 0 ? (["samplePaths"] as const) : []),
      ...(plan.trajectories ? (["trajectory"] as const) : []),
    ],
  });
  const middle = now();
  const values = parameterValues(plan.model, plan.given);
  const fixed = [...exponentParameters(built.graph)].filter((name) => !swept.includes(name));
  const special = specialize(
    built.graph,
    new Map(fixed.map((name) => [name, values.get(name) ?? Number.NaN])),
  );
  const passes = optimize(special);
  const timings = { build: middle - start, optimize: now() - middle };
  return { plan, built, optimized: { ...built, graph: passes.graph }, passes, timings };
}

/** The logged times of a plan, the initial one included. */
export function loggedTimes({ steps, every, dt }: Plan): Float64Array {
  return Float64Array.from({ length: steps / every + 1 }, (_, k) => k * every * dt);
}
