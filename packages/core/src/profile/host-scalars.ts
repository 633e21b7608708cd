import { type Graph, nodesOf, scanOf } from "../graph/graph.ts";
import type { Node } from "../graph/node.ts";
import { isElementwise } from "../graph/op.ts";
import { perPath } from "../graph/shape.ts";
import { type ScalarInputs, scalarValues } from "../run/scalar-values.ts";
import type { Repeat } from "./bench.ts";

/** The kind of ops that the host computes: those whose values are the same for all paths. */
export const HOST = "host";

/** The ops of a graph, the scan's body included, that the host computes once a run, step or logged time. */
export function hostNodes(graph: Graph): Node[] {
  const body = scanOf(graph)?.attributes.body;
  return [...nodesOf(graph), ...(body ? nodesOf(body) : [])].filter(
    ({ op, shape }) => isElementwise(op) && !perPath(shape),
  );
}

/** Computes all of them together, as it is done once for each point of a sweep. */
export function computeOnHost(graph: Graph, nodes: readonly Node[], inputs: ScalarInputs): Repeat {
  const scan = scanOf(graph);
  return (repeats) => {
    for (let i = 0; i < repeats && scan; i++) {
      const scalarOf = scalarValues(scan, inputs);
      for (const node of nodes) scalarOf(node);
    }
  };
}
