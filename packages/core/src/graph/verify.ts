import { DriftgraphError } from "../errors/error.ts";
import { type Graph, nodesOf } from "./graph.ts";
import type { Node } from "./node.ts";
import { isElementwise, OPS, type Op } from "./op.ts";
import { resultShape, resultType } from "./rules.ts";
import { type Shape, sameShape } from "./shape.ts";

/**
 * Checks that a graph is well formed: arities, shapes, types, arguments of bodies, finite constants,
 * and no free symbol left.
 *
 * @throws DriftgraphError `invalid-graph` naming the first node that breaks a rule.
 */
export function verify(graph: Graph): Graph {
  const formal = new Set<Node>(graph.arguments);
  for (const node of nodesOf(graph)) {
    checkNode(node);
    if (node.op === "variable") fail(node, `free symbol "${node.attributes.name}"`);
    if (node.op === "argument" && !formal.has(node)) fail(node, "argument of another body");
    if (node.op === "scan") checkScan(node);
    if (node.op === "scanOutput") checkScanOutput(node);
  }
  return graph;
}

// What is true of a node by itself stays true: the graphs between passes share most of their nodes.
const checked = new WeakSet<Node>();

function checkNode(node: Node): void {
  if (checked.has(node)) return;
  checkArity(node);
  checkShape(node);
  checkTypes(node);
  checked.add(node);
}

function checkArity(node: Node): void {
  const { arity } = OPS[node.op];
  if (arity >= 0 && node.inputs.length !== arity) {
    fail(node, `has ${node.inputs.length} inputs, expected ${arity}`);
  }
}

function checkShape(node: Node): void {
  if (node.op === "variable" || node.op === "argument") return;
  const expected = resultShape(node.op, node.inputs, node.attributes);
  if (!sameShape(expected, node.shape)) {
    fail(node, `has shape ${showShape(node.shape)}, expected ${showShape(expected)}`);
  }
  if (node.shape.includes("steps") && node.shape.includes("times")) {
    fail(node, "mixes values at each step with values at each logged time");
  }
}

function checkTypes(node: Node): void {
  if (node.op !== "argument" && node.type !== resultType(node.op, node.inputs, node.attributes)) {
    fail(node, `has type ${node.type}`);
  }
  if (!isElementwise(node.op)) return;
  node.inputs.forEach((input, i) => {
    const expected = node.op === "select" && i === 0 ? "bool" : "float";
    if (input.type !== expected) fail(node, `input ${i} is ${input.type}, expected ${expected}`);
  });
}

function checkScan(node: Node<"scan">): void {
  const { body, carry, repeated } = node.attributes;
  if (repeated && body.outputs.length === carry) fail(node, "a repeated body says when it is done");
  if (body.arguments.length !== node.inputs.length) {
    fail(node, `body takes ${body.arguments.length} arguments, scan passes ${node.inputs.length}`);
  }
  if (body.outputs.length < carry) {
    fail(node, `body returns ${body.outputs.length} values, expected at least ${carry}`);
  }
  body.arguments.forEach((argument, i) => {
    if (argument.attributes.index !== i)
      fail(argument, `has index ${argument.attributes.index}, expected ${i}`);
  });
  body.outputs.forEach(({ node: result }, i) => {
    const expected = i < carry ? "float" : "bool";
    if (result.type !== expected)
      fail(result, `result ${i} of the body is ${result.type}, expected ${expected}`);
  });
  verify(body);
}

function checkScanOutput(node: Node<"scanOutput">): void {
  const [loop] = node.inputs;
  if (loop?.op !== "scan") fail(node, `input is ${loop?.op}, expected scan`);
  const count = loop.attributes.body.outputs.length;
  if (node.attributes.index >= count)
    fail(node, `index ${node.attributes.index} of ${count} results`);
}

/** A shape as text: `[times, paths]`. */
export function showShape(shape: Shape): string {
  return `[${shape.join(", ")}]`;
}

function fail(node: Node<Op>, problem: string): never {
  const place = node.scope === "" ? "" : ` in ${node.scope}`;
  throw new DriftgraphError("invalid-graph", `invalid graph: ${node.op}${place}: ${problem}`);
}
