import { topologicalOrder } from "../graph/graph.ts";
import type { Node } from "../graph/node.ts";

/** What an expression is made of: its constants, parameters and symbols. */
export function leavesOf(root: Node): Set<Node> {
  return new Set(topologicalOrder([root]).filter(({ inputs }) => inputs.length === 0));
}
