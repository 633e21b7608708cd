import { platform } from "#platform";
import type { Model } from "../model/model.ts";
import { type Optimized, optimize } from "../optimize/passes.ts";
import { exponentParameters } from "../optimize/specialize.ts";
import { type BuildOptions, buildSimulation, type SummaryName } from "../simulation/build.ts";
import { LARGEST } from "../simulation/lost.ts";
import type { Simulation } from "../simulation/simulation.ts";
import type { CorrelationOptions } from "../simulation/sums.ts";
import { parameterValues } from "./parameter-values.ts";
import type { Plan } from "./plan.ts";
import type { Prepared } from "./run.ts";
import { timeOfStep } from "./time-grid.ts";

/** Builds and optimizes the graph of a plan: all that is known of a run before its first path. */
export function prepare(plan: Plan): Prepared {
  const start = platform.now();
  const swept = Object.keys(plan.points[0] ?? {});
  const built = builtSimulation(plan, swept);
  const middle = platform.now();
  const optimization = optimizeFor(plan, built, swept);
  const timings = { build: middle - start, optimize: platform.now() - middle };
  const optimized = { ...built, graph: optimization.graph };
  return { plan, built, optimized, optimization, times: loggedTimes(plan), timings };
}

/** Entries kept by a cache: a panel tries schemes and options one after the other. */
const KEPT = 16;

/** Values kept by a key for as long as what they were made from lives. */
class Kept<Source extends object, Value> {
  readonly #known = new WeakMap<Source, Map<string, Value>>();

  get(source: Source, key: string, make: () => Value): Value {
    const entries = this.#known.get(source) ?? new Map<string, Value>();
    this.#known.set(source, entries);
    const found = entries.get(key);
    if (found !== undefined) return found;
    const value = make();
    if (entries.size >= KEPT) entries.clear();
    entries.set(key, value);
    return value;
  }
}

// Models and graphs are immutable, so what is made from them can be kept; a kernel is kept with its
// graph: see kernelOf.
const simulations = new Kept<Model, Simulation>();
const optimizations = new Kept<Simulation, Optimized>();

function builtSimulation(plan: Plan, swept: readonly string[]): Simulation {
  const given = [...plan.given.keys(), ...swept].sort();
  const summaries = summariesOf(plan);
  const options: BuildOptions = {
    scheme: plan.scheme,
    given: new Set(given),
    summaries,
    events: plan.summaries,
    ...(plan.nonFinite === "count" && { limit: LARGEST[plan.dtype] }),
    ...(plan.summaries && { correlations: correlationsOf(plan) }),
    ...(plan.tolerance && { tolerance: plan.tolerance }),
  };
  const key = JSON.stringify([
    plan.scheme.name,
    given,
    summaries,
    options.limit,
    options.correlations,
    options.tolerance,
  ]);
  return simulations.get(plan.model, key, () => buildSimulation(plan.model, options));
}

function correlationsOf({ covariances, autocorrelation, every, dt }: Plan): CorrelationOptions {
  // Half a step later than meant, so that rounding of times doesn't matter.
  const since = autocorrelation === undefined ? undefined : (autocorrelation * every + 0.5) * dt;
  return { covariances, since };
}

/** Optimizes a graph of a plan's model; exponents that aren't swept are fixed. */
export function optimizeFor(plan: Plan, built: Simulation, swept: readonly string[]): Optimized {
  return optimizedGraph(built, specialValues(plan, built, swept));
}

function optimizedGraph(built: Simulation, values: ReadonlyMap<string, number>): Optimized {
  return optimizations.get(built, JSON.stringify([...values]), () =>
    optimize(built.graph, { values }),
  );
}

/** Sample paths are always part of the graph: they also show where a value stopped being finite. */
function summariesOf({ summaries, trajectories }: Plan): SummaryName[] {
  return [
    ...(summaries ? (["moments", "histogram"] as const) : []),
    "samplePaths",
    ...(trajectories ? (["trajectory"] as const) : []),
  ];
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
  return Float64Array.from({ length: steps / every + 1 }, (_, k) => timeOfStep(k * every, dt));
}
