import type { Graph } from "../graph/graph.ts";
import type { Node } from "../graph/node.ts";
import type { Plan } from "../run/plan.ts";
import type { GraphDef, TensorFlowNode } from "../tensorflow-graph/graph-def.ts";
import { toTensorFlowGraph } from "../tensorflow-graph/tensorflow-graph.ts";

/** A graph as it is logged, and how its nodes are called there. */
export interface NamedGraph {
  readonly def: GraphDef;
  /** The op that computes each node, bodies of scans included. */
  readonly nameOf: ReadonlyMap<Node, string>;
  readonly byName: ReadonlyMap<string, TensorFlowNode>;
}

/** A graph of the run in TensorFlow's ops. */
export function nameGraph(graph: Graph, plan: Plan): NamedGraph {
  const { node, versions, nameOf } = toTensorFlowGraph(graph, plan);
  return {
    def: { node, versions },
    nameOf: new Map([...nameOf].map(([of, ref]) => [of, opOf(ref)])),
    byName: new Map(node.map((op) => [op.name, op])),
  };
}

/** The op of an output: `a/b:1` is of `a/b`. */
function opOf(ref: string): string {
  return ref.replace(/:\d+$/, "");
}
