import type { Node } from "../graph/node.ts";

/** When the host computes a value that is the same for all paths: once a run, for each step, for each logged time. */
export type UniformClass = "run" | "step" | "time";

/** The outer input that a body's argument stands for; other nodes stand for themselves. */
function throughArgument(node: Node, scan: Node<"scan">): Node {
  return node.op === "argument" ? (scan.inputs[node.attributes.index] ?? node) : node;
}

/** Sorts uniform nodes by when they change, looking through the scan's arguments. */
export class UniformClasses {
  private readonly scan: Node<"scan">;
  private readonly known = new Map<Node, UniformClass>();

  constructor(scan: Node<"scan">) {
    this.scan = scan;
  }

  classOf(node: Node): UniformClass {
    const known = this.known.get(node);
    if (known) return known;
    const found = this.find(node);
    this.known.set(node, found);
    return found;
  }

  private find(node: Node): UniformClass {
    if (node.op === "time") return node.attributes.axis === "steps" ? "step" : "time";
    if (node.op === "unit") return "time";
    const source = throughArgument(node, this.scan);
    if (source !== node) return this.classOf(source);
    const classes = node.inputs.map((input) => this.classOf(input));
    return classes.find((kind) => kind !== "run") ?? "run";
  }
}
