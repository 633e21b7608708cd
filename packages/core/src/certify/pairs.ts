import type { Plan } from "../run/plan.ts";
import { optimizeFor } from "../run/prepare.ts";
import { type CoupledOptions, coupledSimulation } from "../simulation/coupled.ts";
import type { Simulation } from "../simulation/simulation.ts";

/** A run's paths in steps of two sizes along the same noise, optimized as the run's own graph is. */
export function pairedPaths(
  plan: Plan,
  built: Simulation,
  options: Omit<CoupledOptions, "given">,
): Simulation {
  const swept = Object.keys(plan.points[0] ?? {});
  const given = new Set([...plan.given.keys(), ...swept]);
  const coupled = coupledSimulation(built, { ...options, given });
  return { ...coupled, graph: optimizeFor(plan, coupled, swept).graph };
}

/** A plan of which moments are wanted and single paths aren't; paths that are lost are counted. */
export function summariesOnly(plan: Plan): Plan {
  return {
    ...plan,
    samplePaths: 0,
    ranges: new Map(),
    summaries: true,
    trajectories: false,
    nonFinite: "count",
  };
}
