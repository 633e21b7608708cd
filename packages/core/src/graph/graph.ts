import type { Node } from "./node.ts";

/** A named result of a graph. */
export interface Output {
  readonly name: string;
  readonly node: Node;
}

/**
 * A graph: named outputs and all that they depend on.
 *
 * The body of a scan is a graph whose `arguments` are its formal arguments in order; a whole
 * simulation has none.
 */
export interface Graph {
  readonly name: string;
  readonly arguments: readonly Node<"argument">[];
  readonly outputs: readonly Output[];
}

/** The nodes of a graph in topological order, inputs before their users; bodies not entered. */
export function topologicalOrder(roots: readonly Node[]): Node[] {
  const order: Node[] = [];
  const seen = new Set<Node>();
  const stack: { node: Node; next: number }[] = [];
  for (const root of roots) {
    if (seen.has(root)) continue;
    seen.add(root);
    stack.push({ node: root, next: 0 });
    for (let frame = stack.at(-1); frame; frame = stack.at(-1)) {
      const input = frame.node.inputs[frame.next++];
      if (!input) {
        order.push(frame.node);
        stack.pop();
      } else if (!seen.has(input)) {
        seen.add(input);
        stack.push({ node: input, next: 0 });
      }
    }
  }
  return order;
}

// Graphs are immutable and every pass asks for this.
const orders = new WeakMap<Graph, readonly Node[]>();

/** The nodes of a graph in topological order, arguments first. */
export function nodesOf(graph: Graph): readonly Node[] {
  const known = orders.get(graph);
  if (known) return known;
  const order = topologicalOrder([
    ...graph.arguments,
    ...graph.outputs.map((output) => output.node),
  ]);
  orders.set(graph, order);
  return order;
}

/** The scan of a simulation's graph, if it has one. */
export function scanOf(graph: Graph): Node<"scan"> | undefined {
  return nodesOf(graph).find((node): node is Node<"scan"> => node.op === "scan");
}
