import { DriftgraphError, type Place } from "../errors/error.ts";
import type { Node } from "../graph/node.ts";
import type { Origin } from "../graph/origin.ts";
import type { Simulation } from "../simulation/simulation.ts";
import { pathRunner } from "./path-runner.ts";
import type { Plan } from "./plan.ts";

/** The first value of a path that is not finite. */
interface Sighting {
  readonly node: Node;
  readonly value: number;
  readonly step: number;
}

/** The error for a path in which a value is not finite; undefined if there is none. */
export function interpretedNonFinite(
  simulation: Simulation,
  plan: Plan,
  parameters: ReadonlyMap<string, number>,
  path: number | undefined,
): DriftgraphError | undefined {
  if (path === undefined) return undefined;
  let first: Sighting | undefined;
  const watch = (node: Node, value: number, step: number): void => {
    if (!first && !Number.isFinite(value)) first = { node, value, step };
  };
  pathRunner(simulation, plan, parameters, watch)(path);
  return describe(plan, path, first);
}

function describe(plan: Plan, path: number, first: Sighting | undefined): DriftgraphError {
  const hint = `That path alone: --seed ${plan.seed}, first path ${path}, 1 path.`;
  if (!first) {
    const message = `path ${path} has a value that is not finite, which the interpreter doesn't reproduce`;
    return new DriftgraphError("non-finite-value", message, { hint });
  }
  const { node, value, step } = first;
  const time = Number((step * plan.dt).toPrecision(8));
  const message = `${node.op} gave ${value} in path ${path}, step ${step} (t = ${time}), at ${node.scope}`;
  return new DriftgraphError("non-finite-value", message, { place: placeOf(node.origin), hint });
}

/** An origin as the place of an error. */
function placeOf(origin: Origin | undefined): Place | undefined {
  if (!origin) return undefined;
  const { equation, file, line, column, text, length } = origin;
  const where = file ?? equation;
  if (where === undefined) return undefined;
  return {
    where,
    ...(line !== undefined && { line }),
    ...(column !== undefined && { column }),
    ...(text !== undefined && { text }),
    ...(length !== undefined && { length }),
  };
}
