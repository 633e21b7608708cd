import { type Graph, nodesOf } from "../graph/graph.ts";
import type { Node } from "../graph/node.ts";
import { OPS } from "../graph/op.ts";
import { showAttributes } from "../graph/print.ts";
import { type Replacements, rewriteGraph } from "../graph/rewrite.ts";
import type { Pass } from "./pass.ts";

/**
 * Nodes with the same op, attributes and inputs become one, the first; inputs of commutative ops in
 * any order. A body and the graph around it share nothing.
 */
export const commonSubexpressions: Pass = {
  name: "common-subexpressions",
  title: "equal expressions are computed once",
  run(graph) {
    const replaced: Replacements = new Map();
    const tables = new Map<Node, NodeTable>();
    assignTables(graph, tables);
    const next = rewriteGraph(
      graph,
      (node, original) => tables.get(original)?.unique(node) ?? node,
      replaced,
    );
    return { graph: next, replaced };
  },
};

function assignTables(graph: Graph, tables: Map<Node, NodeTable>): void {
  const table = new NodeTable();
  for (const node of nodesOf(graph)) {
    tables.set(node, table);
    if (node.op === "scan") assignTables(node.attributes.body, tables);
  }
}

/** The distinct nodes of one graph by what they compute. */
class NodeTable {
  readonly #ids = new Map<Node, number>();
  readonly #byKey = new Map<string, Node>();

  /** The first node that computes the same as this one; itself if there was none. */
  unique(node: Node): Node {
    // Two loops are never the same loop: comparing their bodies wouldn't pay.
    if (node.op === "scan") return this.#register(node);
    const key = this.#keyOf(node);
    const known = this.#byKey.get(key);
    if (known) return known;
    this.#byKey.set(key, node);
    return this.#register(node);
  }

  #register(node: Node): Node {
    this.#ids.set(node, this.#ids.size);
    return node;
  }

  #keyOf(node: Node): string {
    const inputs = node.inputs.map((input) => this.#ids.get(input) ?? -1);
    // Commutative ops have two inputs.
    if (OPS[node.op].commutative && (inputs[0] ?? 0) > (inputs[1] ?? 0)) inputs.reverse();
    return `${node.op} ${showAttributes(node)} ${inputs.join(" ")}`;
  }
}
