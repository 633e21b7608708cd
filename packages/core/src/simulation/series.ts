import type { Graph } from "../graph/graph.ts";
import type { Node } from "../graph/node.ts";
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

/** A counted mask: a species whose positivity policy acted. */
export interface Violation {
  readonly species: string;
  /** The `scanOutput` of the mask, [steps, paths]. */
  readonly mask: Node;
}

/** The counted masks of a simulation, in order. */
export function violationsOf({ outputs }: Graph): Violation[] {
  return outputs.flatMap(({ name, node }) => {
    const mask = node.op === "count" ? node.inputs[0] : undefined;
    return mask ? [{ species: ownerOf(name), mask }] : [];
  });
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
