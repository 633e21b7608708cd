import { type Graph, nodesOf } from "../graph/graph.ts";
import type { Node } from "../graph/node.ts";
import { OPS } from "../graph/op.ts";
import { perPath } from "../graph/shape.ts";
import { showShape } from "../graph/verify.ts";
import { leafLabel, nodeLabel } from "./label.ts";

/** What a vertex stands for; decides its colour. */
export type VertexKind = "parameter" | "noise" | "state" | "value" | "choice" | "summary";

/** A box of a picture. */
export interface Vertex {
  readonly id: string;
  readonly label: string;
  /** More about it, shown on demand. */
  readonly title: string;
  readonly kind: VertexKind;
  readonly scope: string;
  /** Whether its value differs from path to path. */
  readonly perPath: boolean;
}

/** An arrow of a picture, by the ids of its ends. */
export interface Edge {
  readonly from: string;
  readonly to: string;
}

/** A graph as it is drawn: constants and scalar arguments are written into the ops that use them. */
export interface Picture {
  readonly name: string;
  readonly vertices: readonly Vertex[];
  readonly edges: readonly Edge[];
}

/** What a graph looks like. */
export function pictureOf(graph: Graph): Picture {
  const painter = new Painter();
  painter.paint(graph);
  return { name: graph.name, vertices: painter.vertices, edges: painter.edges };
}

class Painter {
  readonly vertices: Vertex[] = [];
  readonly edges: Edge[] = [];
  readonly #ids = new Map<Node, string>();
  readonly #results = new Map<Node, string[]>();
  /** Results of the scan that say where an event holds. */
  readonly #events = new Set<number>();

  paint(graph: Graph): void {
    const order = nodesOf(graph);
    const used = new Set(order.flatMap((node) => (node.op === "scan" ? node.inputs : [])));
    for (const { node } of graph.outputs) used.add(node);
    for (const { op, inputs } of order) {
      const mask = op === "occurrences" ? inputs[0] : undefined;
      if (mask?.op === "scanOutput") this.#events.add(mask.attributes.index);
    }
    for (const node of order) this.#paintNode(node, used);
  }

  #paintNode(node: Node, used: ReadonlySet<Node>): void {
    if (node.op === "scan") {
      this.#paintScan(node);
      return;
    }
    if (isInline(node) && !used.has(node)) return;
    const [loop] = node.inputs;
    if (node.op === "scanOutput" && loop?.op === "scan") {
      const { index } = node.attributes;
      const id = this.#add(node, `${loop.attributes.body.outputs[index]?.name ?? ""}(t)`);
      this.#ids.set(node, id);
      this.#join(this.#results.get(loop)?.[index], id);
      return;
    }
    const id = this.#add(node, nodeLabel(node, isInline));
    this.#ids.set(node, id);
    // Both operands of x·x come by one arrow.
    for (const input of new Set(node.inputs))
      if (!isInline(input)) this.#join(this.#ids.get(input), id);
  }

  #paintScan(node: Node<"scan">): void {
    const { body, carry } = node.attributes;
    for (const formal of body.arguments)
      this.#ids.set(formal, this.#add(formal, leafLabel(formal)));
    node.inputs.forEach((input, i) => {
      const formal = body.arguments[i];
      this.#join(this.#ids.get(input), formal && this.#ids.get(formal));
    });
    for (const inner of nodesOf(body))
      if (inner.op !== "argument") this.#paintNode(inner, new Set());
    const scope = body.arguments[0]?.scope ?? node.scope;
    const results = body.outputs.map(({ name, node: result }, i) => {
      const id = this.#push({
        ...resultLabel(name, i < carry ? "state" : this.#events.has(i) ? "event" : "policy"),
        kind: "state",
        scope,
        perPath: true,
      });
      this.#join(this.#ids.get(result), id);
      return id;
    });
    this.#results.set(node, results);
  }

  #add(node: Node, label: string): string {
    const name = node.op === "argument" ? `${node.op} ${node.attributes.name}` : node.op;
    const title = `${name} ${showShape(node.shape)}${node.scope === "" ? "" : ` in ${node.scope}`}`;
    return this.#push({
      label,
      title,
      kind: kindOf(node),
      scope: node.scope,
      perPath: perPath(node.shape),
    });
  }

  #push(vertex: Omit<Vertex, "id">): string {
    const id = `n${this.vertices.length}`;
    this.vertices.push({ id, ...vertex });
    return id;
  }

  #join(from: string | undefined, to: string | undefined): void {
    if (from !== undefined && to !== undefined) this.edges.push({ from, to });
  }
}

/** Constants, and what is passed into a loop and the same for all paths: named, not drawn, where used. */
function isInline(node: Node): boolean {
  return node.op === "constant" || (node.op === "argument" && !perPath(node.shape));
}

function kindOf(node: Node): VertexKind {
  const { family } = OPS[node.op];
  if (node.op === "normal" || node.op === "uniform" || node.op === "poisson") return "noise";
  if (node.op === "scanOutput" || (node.op === "argument" && perPath(node.shape))) return "state";
  if (family === "source") return "parameter";
  if (family === "compare" || family === "select") return "choice";
  return family === "summary" ? "summary" : "value";
}

/** How a result of a step reads, and what it is. */
function resultLabel(
  name: string,
  what: "state" | "event" | "policy",
): Pick<Vertex, "label" | "title"> {
  const labels = {
    state: { label: `next ${name}`, title: `${name} after the step` },
    event: { label: name, title: `where the event ${name} holds after the step` },
    policy: { label: `${name} < 0`, title: `where the policy for ${name} acts` },
  } as const;
  return labels[what];
}
