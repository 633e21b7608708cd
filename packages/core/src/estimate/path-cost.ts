import { scanOf } from "../graph/graph.ts";
import { costOf } from "../optimize/cost.ts";
import type { Plan } from "../run/plan.ts";
import type { Simulation } from "../simulation/simulation.ts";

/** What a path takes beside its steps, and a value that is summed up at a logged time: measured. */
const PATH_COST = 250;
const VALUE_COST = 20;

/**
 * What a path takes, in additions: from its graph alone, so that what is decided by it is the same on
 * every machine.
 */
export function pathCost(
  { graph, series }: Simulation,
  { steps, every }: Pick<Plan, "steps" | "every">,
): number {
  const body = scanOf(graph)?.attributes.body;
  const values = series.length * (steps / every + 1);
  return steps * (body ? costOf(body) : 0) + PATH_COST + VALUE_COST * values;
}
