import type { Graph } from "../graph/graph.ts";
import type { Node } from "../graph/node.ts";
import { STEPS } from "./loop.ts";
import type { Simulation } from "./simulation.ts";

/**
 * The node of each series of a simulation, in order: what its summaries are summaries of.
 *
 * @throws if a series has no summary, which a built simulation always has.
 */
export function seriesNodes({ graph, series }: Pick<Simulation, "graph" | "series">): Node[] {
  return series.map((name) => {
    const found = graph.outputs.find(
      ({ name: output, node: { op } }) =>
        output.startsWith(`${name}/`) && op !== "count" && op !== "occurrences",
    );
    const node = found?.node.inputs[0];
    if (!node) throw new Error(`series ${name} has no summary`);
    return node;
  });
}

/** A counted mask of a simulation. */
export interface CountedMask {
  /** The output's name: `x1/violations`, `steps/halved`. */
  readonly name: string;
  /** The `scanOutput` of the mask, [steps, paths]. */
  readonly mask: Node;
}

/** The counted masks of a simulation, in order. */
export function countedMasks({ outputs }: Graph): CountedMask[] {
  return outputs.flatMap(({ name, node }) => {
    const mask = node.op === "count" ? node.inputs[0] : undefined;
    return mask ? [{ name, mask }] : [];
  });
}

/** What the counted masks of a simulation say. */
export interface Counts {
  /** How often each species' positivity policy acted, up to each logged time. */
  readonly violations: Readonly<Record<string, Float64Array>>;
  /** How steps adapted, if they did. */
  readonly refinement?: Refinement;
}

/** How steps adapted to an estimate of their error, up to each logged time. */
export interface Refinement {
  /** Parts of steps that a path has taken, on average over the paths. */
  readonly taken: Float64Array;
  /** Steps, over all paths, that were too inaccurate and so were halved, once or more often. */
  readonly halved: Float64Array;
  /** Steps, over all paths, with a part that was too inaccurate, but as short as parts may be. */
  readonly forced: Float64Array;
}

/** The output that says how many parts of steps were taken. */
export const TAKEN_OUTPUT = `${STEPS}/taken`;

/** How many parts of steps each path has taken, [times, paths]; undefined if steps don't adapt. */
export function takenSeries({ outputs }: Graph): Node | undefined {
  return outputs.find(({ name }) => name === TAKEN_OUTPUT)?.node.inputs[0];
}

/**
 * Counts by what they are of.
 *
 * @param taken the mean number of parts that were taken, if steps adapt.
 */
export function namedCounts(
  counts: ReadonlyMap<string, Float64Array>,
  taken: Float64Array | undefined,
): Counts {
  const ending = "/violations";
  const violations = Object.fromEntries(
    [...counts].flatMap(([name, values]) =>
      name.endsWith(ending) ? [[name.slice(0, -ending.length), values] as const] : [],
    ),
  );
  const [halved, forced] = [counts.get(`${STEPS}/halved`), counts.get(`${STEPS}/forced`)];
  return {
    violations,
    ...(taken && halved && forced && { refinement: { taken, halved, forced } }),
  };
}

/** An event that is watched. */
export interface WatchedEvent {
  readonly name: string;
  /** Its `occurrences`. */
  readonly node: Node;
  /** Where it holds at each step's end, [steps, paths]. */
  readonly mask: Node;
  /** Where it holds at the logged times, [times, paths]. */
  readonly holds: Node;
}

/** The events of a simulation, in order. */
export function eventsOf({ outputs }: Graph): WatchedEvent[] {
  return outputs.flatMap(({ name, node }) => {
    const [mask, holds] = node.op === "occurrences" ? node.inputs : [];
    return mask && holds ? [{ name: ownerOf(name), node, mask, holds }] : [];
  });
}

function ownerOf(output: string): string {
  return output.slice(0, output.lastIndexOf("/"));
}
