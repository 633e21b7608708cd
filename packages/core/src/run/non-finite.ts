import { TILE } from "../compile/context.ts";
import { DriftgraphError, type Place } from "../errors/error.ts";
import type { Node } from "../graph/node.ts";
import type { Origin } from "../graph/origin.ts";
import type { Simulation } from "../simulation/simulation.ts";
import type { KernelSession } from "./kernel-session.ts";
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

/**
 * The error for a tile in which a kernel met a value that is not finite: the tile is run again with
 * all its paths kept, and the first such path through the interpreter.
 */
export function locateNonFinite(
  simulation: Simulation,
  session: KernelSession,
  parameters: ReadonlyMap<string, number>,
  tileFirst: number,
): DriftgraphError {
  const { plan } = session;
  const path = firstNonFinitePath(session, tileFirst);
  const found = interpretedNonFinite(simulation, plan, parameters, path);
  return found ?? describe(plan, plan.firstPath + tileFirst, undefined);
}

/** The path of a tile that is the first to have a logged value that isn't finite. */
function firstNonFinitePath(session: KernelSession, tileFirst: number): number | undefined {
  const { plan, memory } = session;
  const values = session.rerunTile(tileFirst);
  const paths = Math.min(TILE, plan.paths - tileFirst);
  let first: { path: number; time: number } | undefined;
  for (const [i, value] of values.entries()) {
    if (Number.isFinite(value)) continue;
    const [time, path] = [i % memory.times, Math.floor(i / memory.times) % paths];
    if (!first || time < first.time) first = { path, time };
  }
  return first && plan.firstPath + tileFirst + first.path;
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
