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
      (output) => output.name.startsWith(`${name}/`) && output.node.op !== "count",
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
export function violationsOf(graph: Graph): Violation[] {
  return graph.outputs.flatMap(({ name, node }) => {
    const mask = node.op === "count" ? node.inputs[0] : undefined;
    return mask ? [{ species: name.slice(0, name.lastIndexOf("/")), mask }] : [];
  });
}
