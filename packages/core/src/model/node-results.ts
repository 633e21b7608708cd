import type { Node } from "../graph/node.ts";

/** What was computed for a node; an error if nothing was, since inputs come before their users. */
export function lookUp<T>(results: ReadonlyMap<Node, T>, node: Node): T {
  const found = results.get(node);
  if (found === undefined) throw new Error(`a ${node.op} node was read before it was computed`);
  return found;
}
