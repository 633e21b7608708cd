import { currentOrigin, currentScope } from "./context.ts";
import type { Graph } from "./graph.ts";
import type { Node, ValueType } from "./node.ts";
import type { ElementwiseOp, Op, OpAttributes, Stream } from "./op.ts";
import { resultShape, resultType } from "./rules.ts";
import { SCALAR, type Shape } from "./shape.ts";

/**
 * Makes a node in the current scope, its shape and type by the op's rule.
 *
 * The one place where nodes come into being; nothing is simplified here.
 */
export function makeNode<O extends Op>(
  op: O,
  inputs: readonly Node[],
  attributes: OpAttributes[O],
): Node<O> {
  return makeShaped(
    op,
    inputs,
    attributes,
    resultShape(op, inputs, attributes),
    resultType(op, inputs, attributes),
  );
}

function makeShaped<O extends Op>(
  op: O,
  inputs: readonly Node[],
  attributes: OpAttributes[O],
  shape: Shape,
  type: ValueType,
): Node<O> {
  const node = {
    op,
    inputs,
    attributes,
    shape,
    type,
    scope: currentScope(),
    origin: currentOrigin(),
  };
  // `Node<O>` distributes over O, which the compiler can't follow for a generic O. Nodes are immutable
  // by type: freezing each one would cost a short run 5 % of its start.
  return node as unknown as Node<O>;
}

/** A number known now. */
export function constant(value: number): Node<"constant"> {
  return makeNode("constant", [], { value });
}

/** A model parameter: scalar. */
export function parameter(name: string): Node<"parameter"> {
  return makeNode("parameter", [], { name });
}

/** A free symbol of a template; scalar unless a shape is given. */
export function variable(name: string, shape: Shape = SCALAR): Node<"variable"> {
  return makeShaped("variable", [], { name }, shape, "float");
}

/** A formal argument of a scan's body. */
export function argument(index: number, name: string, shape: Shape): Node<"argument"> {
  return makeShaped("argument", [], { index, name }, shape, "float");
}

/** Time at the start of each step, or at each logged time. */
export function time(axis: "steps" | "times"): Node<"time"> {
  return makeNode("time", [], { axis });
}

/** The step size dt. */
export function stepSize(): Node<"stepSize"> {
  return makeNode("stepSize", [], {});
}

/** The unit of a series at each logged time; see `OpAttributes.unit`. */
export function unit(of: string): Node<"unit"> {
  return makeNode("unit", [], { of });
}

/** A standard normal of a stream's channel. */
export function normal(stream: Stream, channel: number): Node<"normal"> {
  return makeNode("normal", [], { stream, channel });
}

/** A uniform on (0, 1) of a stream's channel. */
export function uniform(stream: Stream, channel: number): Node<"uniform"> {
  return makeNode("uniform", [], { stream, channel });
}

/** A Poisson variate of a stream's channel with a scalar rate. */
export function poisson(rate: Node, stream: Stream, channel: number): Node<"poisson"> {
  return makeNode("poisson", [rate], { stream, channel });
}

/** A standard normal of a node of the tree of a step's halvings. */
export function treeNormal(node: Node, channel: number): Node<"treeNormal"> {
  return makeNode("treeNormal", [node], { channel });
}

/** An elementwise op of its inputs. */
export function elementwise(op: ElementwiseOp, ...inputs: readonly Node[]): Node {
  return makeNode(op, inputs, {});
}

export const add = (a: Node, b: Node): Node => elementwise("add", a, b);
export const sub = (a: Node, b: Node): Node => elementwise("sub", a, b);
export const mul = (a: Node, b: Node): Node => elementwise("mul", a, b);
export const div = (a: Node, b: Node): Node => elementwise("div", a, b);
export const pow = (a: Node, b: Node): Node => elementwise("pow", a, b);
export const neg = (a: Node): Node => elementwise("neg", a);
export const sqrt = (a: Node): Node => elementwise("sqrt", a);

/** The loop over steps; see `OpAttributes.scan`. */
export function scan(
  body: Graph,
  initial: readonly Node[],
  invariants: readonly Node[],
  slices: readonly Node[],
  repeated = false,
): Node<"scan"> {
  return makeNode("scan", [...initial, ...invariants, ...slices], {
    body,
    carry: initial.length,
    invariants: invariants.length,
    ...(repeated && { repeated: true as const }),
  });
}

/** One result of a scan. */
export function scanOutput(loop: Node<"scan">, index: number): Node<"scanOutput"> {
  return makeNode("scanOutput", [loop], { index });
}

/** A summary of a series over the paths. */
export function summary(
  op: "moments" | "histogram" | "samplePaths" | "trajectory" | "count",
  series: Node,
): Node {
  return makeNode(op, [series], {});
}

/** What becomes of a condition; see `OpAttributes.occurrences`. */
export function occurrences(mask: Node, holds: Node): Node<"occurrences"> {
  return makeNode("occurrences", [mask, holds], {});
}
