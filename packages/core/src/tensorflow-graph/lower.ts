import type { Node } from "../graph/node.ts";
import { type ElementwiseOp, isElementwise, type Op } from "../graph/op.ts";
import { floatScalar, int32Scalar, type TensorRef } from "./builder.ts";
import { type Lowering, sizesOf, tensorOf } from "./lowering.ts";
import { baseName } from "./names.ts";
import { TENSORFLOW_OPS } from "./op-names.ts";
import { lowerPoisson, lowerRandom, lowerTreeNormal } from "./random.ts";
import { lowerSummary } from "./summaries.ts";

type Lower<O extends Op> = (node: Node<O>, lowering: Lowering) => TensorRef;

/** How each op is written as TensorFlow ops; scans and their results are written together. */
const LOWER: { readonly [O in Exclude<Op, ElementwiseOp | "scan" | "scanOutput">]: Lower<O> } = {
  constant: (node, { builder, dtype }) =>
    builder.constant(node.scope, baseName(node), floatScalar(dtype, node.attributes.value)),
  parameter: (node, { builder, dtype }) =>
    builder.add("Placeholder", {
      scope: node.scope,
      name: baseName(node),
      attr: { dtype: { type: dtype }, shape: { shape: [] } },
      dtype,
      shape: [],
    }),
  variable: (node) => unbound(node),
  argument: (node) => unbound(node),
  time: lowerTime,
  stepSize: (node, { builder, dtype, run }) =>
    builder.constant(node.scope, "dt", floatScalar(dtype, run.dt)),
  unit: (node, { builder, dtype, run }) =>
    builder.add("Placeholder", {
      scope: node.scope,
      name: baseName(node),
      attr: {
        dtype: { type: dtype },
        shape: { shape: [Math.ceil((run.steps + 1) / run.every)] },
      },
      dtype,
      shape: [Math.ceil((run.steps + 1) / run.every)],
    }),
  normal: lowerRandom,
  treeNormal: lowerTreeNormal,
  uniform: lowerRandom,
  poisson: lowerPoisson,
  moments: lowerSummary,
  histogram: lowerSummary,
  samplePaths: lowerSummary,
  trajectory: lowerSummary,
  count: lowerSummary,
  occurrences: lowerSummary,
};

/** Writes a node as TensorFlow ops and records in which its value is found. */
export function lowerNode(node: Node, lowering: Lowering): void {
  if (node.op === "scan" || node.op === "scanOutput")
    throw new Error(`${node.op} is lowered with its loop`);
  lowering.values.set(
    node,
    isElementwise(node.op) ? lowerElementwise(node, node.op, lowering) : lowerOther(node, lowering),
  );
}

function lowerOther<O extends keyof typeof LOWER>(node: Node, lowering: Lowering): TensorRef {
  // The table's row is of the node's own op; the compiler can't relate the two.
  return (LOWER[node.op as O] as Lower<O>)(node as Node<O>, lowering);
}

function unbound(node: Node): never {
  throw new Error(`${node.op} "${baseName(node)}" is not bound`);
}

function lowerElementwise(node: Node, op: ElementwiseOp, lowering: Lowering): TensorRef {
  const { builder, dtype, run } = lowering;
  return builder.add(TENSORFLOW_OPS[op], {
    scope: node.scope,
    name: baseName(node),
    inputs: node.inputs.map((input) => aligned(input, node, lowering)),
    attr: { T: { type: dtype } },
    dtype: node.type === "bool" ? "DT_BOOL" : dtype,
    shape: sizesOf(node.shape, run),
  });
}

/** An input, with an axis for the paths where TensorFlow's broadcasting needs one. */
function aligned(input: Node, user: Node, lowering: Lowering): TensorRef {
  const value = tensorOf(lowering, input);
  const isSeries = input.shape.length === 1 && input.shape[0] !== "paths";
  if (!isSeries || !user.shape.includes("paths")) return value;
  const { builder } = lowering;
  return builder.add("ExpandDims", {
    scope: user.scope,
    name: "expand_dims",
    inputs: [value, builder.shared(user.scope, "axis", int32Scalar(1))],
    attr: { T: { type: value.dtype }, Tdim: { type: "DT_INT32" } },
    dtype: value.dtype,
    shape: [...value.shape, 1],
  });
}

/** k·dt for each step, or each logged time. */
function lowerTime(node: Node<"time">, { builder, dtype, run }: Lowering): TensorRef {
  const { scope } = node;
  const [limit, stride] =
    node.attributes.axis === "steps" ? [run.steps, 1] : [run.steps + 1, run.every];
  const shape = [Math.ceil(limit / stride)];
  const range = builder.add("Range", {
    scope,
    name: "range",
    inputs: [0, limit, stride].map((value) => builder.shared(scope, "bound", int32Scalar(value))),
    attr: { Tidx: { type: "DT_INT32" } },
    dtype: "DT_INT32",
    shape,
  });
  const index = builder.add("Cast", {
    scope,
    name: "cast",
    inputs: [range],
    attr: { SrcT: { type: "DT_INT32" }, DstT: { type: dtype }, Truncate: { b: false } },
    dtype,
    shape,
  });
  const dt = builder.shared(scope, "dt", floatScalar(dtype, run.dt));
  return builder.add("Mul", {
    scope,
    name: "time",
    inputs: [index, dt],
    attr: { T: { type: dtype } },
    dtype,
    shape,
  });
}
