import { channelsOf } from "../graph/channels.ts";
import { interpretPath, type PathInputs, type PathValue } from "../graph/interpret.ts";
import type { Node } from "../graph/node.ts";
import { keyOfSeed } from "../noise/stream.ts";
import { countedMasks, eventsOf, seriesNodes, takenSeries } from "../simulation/series.ts";
import type { Simulation } from "../simulation/simulation.ts";
import { sumsOf } from "../simulation/sums.ts";
import type { Units } from "../summary/units.ts";
import { pathNoise } from "./path-noise.ts";
import type { Plan } from "./plan.ts";

/** Where an event holds on one path: 0 or 1. */
export interface PathEvent {
  /** At the start, then at each step's end. */
  readonly holds: Float64Array;
}

/** What one path gives: its series at the logged times, its masks at the steps, its events. */
export interface PathResult {
  /**
   * Species and observables, then the sums that covariances are made of, then how many parts of steps were
   * taken, if steps adapt.
   */
  readonly series: readonly Float64Array[];
  readonly masks: readonly Float64Array[];
  readonly events: readonly PathEvent[];
}

/** Runs one path by its absolute index. */
export type PathRunner = (path: number) => PathResult;

/**
 * A function that runs any path of a simulation alone.
 *
 * @param units of series that are added up; 1 if not given.
 */
export function pathRunner(
  simulation: Simulation,
  plan: Plan,
  parameters: ReadonlyMap<string, number>,
  units?: Units,
): PathRunner {
  const { graph } = simulation;
  const run = valuesRunner(simulation, plan, parameters, { ...(units && { units }) });
  const taken = takenSeries(graph);
  const series = [
    ...seriesNodes(simulation),
    ...sumsOf(graph).map(({ node }) => node),
    ...(taken ? [taken] : []),
  ];
  const masks = countedMasks(graph).map(({ mask }) => mask);
  const events = eventsOf(graph);
  const { steps, every } = plan;
  const times = steps / every + 1;
  return (path) => {
    const values = run(path);
    return {
      series: series.map((node) => seriesOf(values, node, times)),
      masks: masks.map((node) => seriesOf(values, node, steps)),
      events: events.map(({ mask, holds }) => {
        const [first = 0] = seriesOf(values, holds, times);
        return { holds: Float64Array.of(first, ...seriesOf(values, mask, steps)) };
      }),
    };
  };
}

/** A function that gives every value of any path of a simulation's graph, but those of its steps. */
export function valuesRunner(
  { graph }: Pick<Simulation, "graph">,
  { seed, dtype, dt, steps, every }: Plan,
  parameters: ReadonlyMap<string, number>,
  more: Pick<PathInputs, "watch" | "units"> = {},
): (path: number) => Map<Node, PathValue> {
  const channels = channelsOf(graph);
  const key = keyOfSeed(seed);
  const round = dtype === "float32" ? Math.fround : (value: number): number => value;
  const inputs = { parameters, dt, steps, every, round, ...more };
  return (path) => interpretPath(graph, { ...inputs, noise: pathNoise(key, path, channels) });
}

/** The values of a node; what is made of parameters alone is the same at all times. */
function seriesOf(values: ReadonlyMap<Node, PathValue>, node: Node, length: number): Float64Array {
  const value = values.get(node);
  if (value instanceof Float64Array) return value;
  if (value !== undefined) return new Float64Array(length).fill(value);
  throw new Error(`the interpreter gave no series for ${node.op} in "${node.scope}"`);
}
