import { type Graph, nodesOf } from "./graph.ts";
import type { Node } from "./node.ts";
import type { Op, OpAttributes } from "./op.ts";
import { showShape } from "./verify.ts";

type Printer<O extends Op> = (attributes: OpAttributes[O]) => string;
const none = (): string => "";
const channel = ({ stream, channel }: OpAttributes["normal"]): string => `${stream}[${channel}]`;

/** How an op's attributes are printed behind its name. */
const ATTRIBUTES: { readonly [O in Op]: Printer<O> } = {
  constant: ({ value }) => showNumber(value),
  parameter: ({ name }) => name,
  variable: ({ name }) => name,
  argument: ({ index, name }) => `${index} "${name}"`,
  time: ({ axis }) => axis,
  stepSize: none,
  unit: ({ of }) => of,
  normal: channel,
  uniform: channel,
  poisson: channel,
  treeNormal: (attributes) => `[${attributes.channel}]`,
  neg: none,
  abs: none,
  sign: none,
  floor: none,
  sqrt: none,
  exp: none,
  log: none,
  sin: none,
  cos: none,
  tan: none,
  asin: none,
  acos: none,
  atan: none,
  sinh: none,
  cosh: none,
  tanh: none,
  add: none,
  sub: none,
  mul: none,
  div: none,
  pow: none,
  min: none,
  max: none,
  less: none,
  lessEqual: none,
  select: none,
  scan: ({ carry, invariants }) => `carry=${carry} invariants=${invariants}`,
  scanOutput: ({ index }) => `${index}`,
  moments: none,
  histogram: none,
  samplePaths: none,
  trajectory: none,
  count: none,
  occurrences: none,
};

/** The attributes of a node as text, "" if it has none worth printing. */
export function showAttributes<O extends Op>(node: Node<O>): string {
  return ATTRIBUTES[node.op as O](node.attributes as OpAttributes[O]);
}

function showNumber(value: number): string {
  return Object.is(value, -0) ? "-0" : String(value);
}

/**
 * A graph as text, one node a line, `%n` naming values in topological order:
 *
 *     %3 = mul %1 %2 : [paths]  # step/stage_1/drift/x1
 */
export function printGraph(graph: Graph): string {
  return `${[...graphLines(graph, "", { next: 0 })].join("\n")}\n`;
}

function* graphLines(graph: Graph, indent: string, counter: { next: number }): Generator<string> {
  const names = new Map<Node, string>();
  const nameOf = (node: Node): string => names.get(node) ?? "%?";
  yield `${indent}graph ${graph.name} {`;
  for (const node of nodesOf(graph)) {
    names.set(node, `%${counter.next++}`);
    const words = [node.op, showAttributes(node), ...node.inputs.map(nameOf)].filter(
      (word) => word !== "",
    );
    const line = `${indent}  ${nameOf(node)} = ${words.join(" ")} : ${showShape(node.shape)}`;
    yield node.scope === "" ? line : `${line}  # ${node.scope}`;
    if (node.op === "scan") yield* graphLines(node.attributes.body, `${indent}    `, counter);
  }
  for (const { name, node } of graph.outputs) yield `${indent}  return ${name} = ${nameOf(node)}`;
  yield `${indent}}`;
}
