import { platform } from "#platform";
import type { Model } from "../model/model.ts";
import { optimize } from "../optimize/passes.ts";
import { exponentParameters } from "../optimize/specialize.ts";
import { buildSimulation, type SummaryName } from "../simulation/build.ts";
import type { Simulation } from "../simulation/simulation.ts";
import { BACKENDS } from "./backends.ts";
import type { SimulateOptions } from "./options.ts";
import { parameterValues } from "./parameter-values.ts";
import type { Plan } from "./plan.ts";
import { resolvePlan } from "./resolve.ts";
import { type Prepared, type Run, RunError } from "./run.ts";
import { warningsOf } from "./warnings.ts";

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
  options.onStart?.(prepared);
  const { signal, onProgress } = options;
  const result = await BACKENDS[plan.backend](optimized, plan, { now, signal, onProgress });
  const { ensembles, cancelled, fma, threads, failure } = result;
  const run: Run = {
    ...prepared,
    ensembles,
    timings: { ...prepared.timings, ...result.timings },
    warnings: warningsOf(plan, ensembles),
    cancelled,
    fma,
    threads,
    dispose: result.dispose,
  };
  if (failure) throw new RunError(failure, run);
  return run;
}

const { now } = platform;

/** Builds and optimizes the graph of a plan: all that is known of a run before its first path. */
export function prepare(plan: Plan): Prepared {
  const start = now();
  const swept = plan.points.flatMap((point) => Object.keys(point));
  const built = buildSimulation(plan.model, {
    scheme: plan.scheme,
    given: new Set([...plan.given.keys(), ...swept]),
    summaries: summariesOf(plan),
  });
  const middle = now();
  const optimization = optimize(built.graph, { values: specialValues(plan, built, swept) });
  const optimized = { ...built, graph: optimization.graph };
  const timings = { build: middle - start, optimize: now() - middle };
  return { plan, built, optimized, optimization, times: loggedTimes(plan), timings };
}

function summariesOf({ samplePaths, trajectories }: Plan): SummaryName[] {
  const summaries: SummaryName[] = ["moments", "histogram"];
  if (samplePaths > 0) summaries.push("samplePaths");
  if (trajectories) summaries.push("trajectory");
  return summaries;
}

/** Exponents that aren't swept are fixed: a power becomes multiplications. */
function specialValues(
  plan: Plan,
  { graph }: Simulation,
  swept: readonly string[],
): Map<string, number> {
  const values = parameterValues(plan.model, plan.given);
  const fixed = [...exponentParameters(graph)].filter((name) => !swept.includes(name));
  return new Map(fixed.map((name) => [name, values.get(name) ?? Number.NaN]));
}

/** The logged times of a plan, the initial one included. */
function loggedTimes({ steps, every, dt }: Plan): Float64Array {
  return Float64Array.from({ length: steps / every + 1 }, (_, k) => k * every * dt);
}
