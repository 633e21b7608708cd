import { channelsOf } from "../graph/channels.ts";
import { interpretPath, type PathInputs, type PathValue } from "../graph/interpret.ts";
import type { Node } from "../graph/node.ts";
import { keyOfSeed } from "../noise/stream.ts";
import { eventMasksOf, seriesNodes, violationsOf } from "../simulation/series.ts";
import type { Simulation } from "../simulation/simulation.ts";
import { pathNoise } from "./path-noise.ts";
import type { Plan } from "./plan.ts";

/** Where an event's masks are true on one path: 0 or 1. */
export interface PathEvent {
  readonly holding: Float64Array;
  readonly reached: Float64Array;
  /** At each step; the others at the logged times. */
  readonly begun: Float64Array;
}

/** What one path gives: its series at the logged times, its masks at the steps, its events. */
export interface PathResult {
  readonly series: readonly Float64Array[];
  readonly masks: readonly Float64Array[];
  readonly events: readonly PathEvent[];
}

/** Runs one path by its absolute index. */
export type PathRunner = (path: number) => PathResult;

/** A function that runs any path of a simulation alone. */
export function pathRunner(
  simulation: Simulation,
  plan: Plan,
  parameters: ReadonlyMap<string, number>,
  watch?: PathInputs["watch"],
): PathRunner {
  const { graph } = simulation;
  const channels = channelsOf(graph);
  const key = keyOfSeed(plan.seed);
  const series = seriesNodes(simulation);
  const masks = violationsOf(graph).map(({ mask }) => mask);
  const events = eventMasksOf(graph);
  const round = plan.dtype === "float32" ? Math.fround : (value: number): number => value;
  const { dt, steps, every } = plan;
  return (path) => {
    const noise = pathNoise(key, path, channels);
    const inputs: PathInputs = {
      parameters,
      dt,
      steps,
      every,
      noise,
      round,
      ...(watch && { watch }),
    };
    const values = interpretPath(graph, inputs);
    return {
      series: series.map((node) => seriesOf(values, node)),
      masks: masks.map((node) => seriesOf(values, node)),
      events: events.map(({ masks: { holding, reached, begun } }) => ({
        holding: seriesOf(values, holding),
        reached: seriesOf(values, reached),
        begun: seriesOf(values, begun),
      })),
    };
  };
}

function seriesOf(values: ReadonlyMap<Node, PathValue>, node: Node): Float64Array {
  const value = values.get(node);
  if (value instanceof Float64Array) return value;
  throw new Error(`the interpreter gave no series for ${node.op} in "${node.scope}"`);
}
