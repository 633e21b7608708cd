import { type Graph, nodesOf } from "../graph/graph.ts";
import type { Node } from "../graph/node.ts";

/** All nodes of a graph and of the bodies of its scans. */
export function allNodes(graph: Graph): Node[] {
  const nodes: Node[] = [];
  for (const node of nodesOf(graph)) {
    if (node.op === "scan") nodes.push(...allNodes(node.attributes.body));
    nodes.push(node);
  }
  return nodes;
}

/** How often each node is used as an input or an output, in a graph and the bodies of its scans. */
export function countUses(graph: Graph, uses = new Map<Node, number>()): Map<Node, number> {
  const use = (node: Node): void => void uses.set(node, (uses.get(node) ?? 0) + 1);
  for (const node of nodesOf(graph)) {
    node.inputs.forEach(use);
    if (node.op === "scan") countUses(node.attributes.body, uses);
  }
  for (const { node } of graph.outputs) use(node);
  return uses;
}
