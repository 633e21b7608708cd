import {
  baseName,
  type ElementwiseOp,
  isElementwise,
  type Node,
  type Op,
  perPath,
  TENSORFLOW_OPS,
} from "@driftgraph/core";
import type { BlockValues, ProgramShape } from "./context.ts";
import { initialNormal, initialPoisson, initialUniform } from "./initial-noise.ts";
import type { NodeValues } from "./node-values.ts";
import type { Ops } from "./ops.ts";
import type { TensorFlowOp } from "./output-names.ts";
import type { TensorRef } from "./region.ts";
import type { SummaryOp } from "./summaries.ts";

/** What the lowering of a node works with. */
export interface NodeLowering {
  readonly values: NodeValues;
  readonly block: BlockValues;
  readonly shape: ProgramShape;
  /** A normal of the step that is lowered. */
  readonly normal?: (node: Node<"normal">, ops: Ops) => TensorRef;
}

type SourceOp = Exclude<Op, ElementwiseOp | SummaryOp | "scan" | "scanOutput">;
type Lower<O extends Op> = (node: Node<O>, lowering: NodeLowering, ops: Ops) => TensorRef;

/** How each source is written; loops and summaries are written with their whole. */
const SOURCES: { readonly [O in SourceOp]: Lower<O> } = {
  constant: (node, { values }) => values.scalar(node, "DT_DOUBLE"),
  parameter: (node, { block }) => {
    const value = block.parameters.get(node.attributes.name);
    if (!value) throw new Error(`parameter ${node.attributes.name} is no input`);
    return value;
  },
  variable: (node) => unbound(node),
  argument: (node) => unbound(node),
  time: lowerTime,
  stepSize: (_, { shape }, ops) => ops.float("DT_DOUBLE", shape.dt),
  unit: (node, { block }) => {
    const value = block.units.get(node.attributes.of);
    if (!value) throw new Error(`the unit of ${node.attributes.of} is no input`);
    return value;
  },
  normal: (node, { values, block, normal }, ops) =>
    normal ? normal(node, ops) : initialNormal(ops, block, node.attributes.channel, values.float),
  treeNormal: () => {
    throw new Error("steps that adapt are not lowered: the backend refuses them before");
  },
  uniform: (node, { values, block }, ops) =>
    initialUniform(ops, block, node.attributes.channel, values.float),
  poisson: (node, { values, block }, ops) => {
    const [rate] = node.inputs;
    if (!rate) throw new Error("a Poisson variate has a rate");
    const { channel } = node.attributes;
    return initialPoisson(ops, block, channel, values.scalar(rate, "DT_DOUBLE"), values.float);
  },
};

/** Writes a node as TensorFlow ops, if it isn't yet, after those that it needs. */
export function lowerNode(node: Node, lowering: NodeLowering): void {
  const { values } = lowering;
  if (values.has(node)) return;
  const ops = values.ops.in(node.scope);
  const value = isElementwise(node.op)
    ? lowerElementwise(node, TENSORFLOW_OPS[node.op], values, ops)
    : lowerSource(node, lowering, ops);
  values.set(node, value);
}

function lowerSource<O extends SourceOp>(node: Node, lowering: NodeLowering, ops: Ops): TensorRef {
  // The table's row is of the node's own op; the compiler can't relate the two.
  return (SOURCES[node.op as O] as Lower<O>)(node as Node<O>, lowering, ops);
}

function lowerElementwise(node: Node, op: TensorFlowOp, values: NodeValues, ops: Ops): TensorRef {
  const inputs = node.inputs.map((input) => values.operand(input, perPath(node.shape)));
  const operand = inputs.at(-1)?.dtype ?? values.float;
  const dtype = node.type === "bool" ? "DT_BOOL" : operand;
  return ops.add(op, inputs, { T: { type: operand } }, dtype, baseName(node));
}

/** k·dt for each step, or each logged time. */
function lowerTime(node: Node<"time">, { shape }: NodeLowering, ops: Ops): TensorRef {
  const { steps, every, dt } = shape;
  const [end, stride] = node.attributes.axis === "steps" ? [steps, 1] : [steps + 1, every];
  const index = ops.range(ops.int(0), ops.int(end), ops.int(stride));
  return ops.apply("Mul", [ops.cast(index, "DT_DOUBLE"), ops.float("DT_DOUBLE", dt)], "time");
}

function unbound(node: Node): never {
  throw new Error(`${node.op} "${baseName(node)}" is not bound`);
}
