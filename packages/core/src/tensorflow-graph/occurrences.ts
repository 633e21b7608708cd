import type { Node } from "../graph/node.ts";
import { floatScalar, int32, int32Scalar, type TensorRef } from "./builder.ts";
import type { DataType } from "./graph-def.ts";
import { type Lowering, OCCURRENCES, sizesOf, tensorOf } from "./lowering.ts";
import { baseName } from "./names.ts";
import type { Parts } from "./summary-parts.ts";

/**
 * What becomes of a condition: holding, reached and begun at each logged time, and the steps until it was reached.
 * The condition at the start and at each step's end makes one tensor of zeros and ones, [steps + 1, paths].
 */
export function lowerOccurrences(node: Node, lowering: Lowering, parts: Parts): TensorRef {
  const { builder, dtype, run } = lowering;
  const mask = parts.cast(tensorOf(lowering, node.inputs[0]), dtype);
  const holds = parts.cast(tensorOf(lowering, node.inputs[1]), dtype);
  const start = slice(parts, lowering, holds, [0, 1, 1], 1);
  const all = concat(parts, lowering, [start, mask]);
  const before = concat(parts, lowering, [
    parts.apply("ZerosLike", start),
    slice(parts, lowering, all, [0, run.steps, 1], run.steps),
  ]);
  // A condition begins where it is true and was not: now − min(now, before).
  const begins = parts.apply("Sub", all, parts.apply("Minimum", all, before));
  const begunSoFar = cumulative(parts, lowering, begins);
  const one = builder.shared(parts.scope, "one", floatScalar(dtype, 1));
  const ever = parts.apply("Minimum", begunSoFar, one);
  // A path that has met it waited as many steps as there are without.
  const without = parts.apply("Neg", parts.apply("Sub", ever, one));
  const waited = cumulative(parts, lowering, without);
  const times = run.steps / run.every + 1;
  const columns = [
    parts.reduce("Sum", holds),
    ...[ever, begunSoFar, parts.apply("Mul", ever, waited)].map((values) =>
      parts.reduce("Sum", slice(parts, lowering, values, [0, run.steps + 1, run.every], times)),
    ),
  ];
  return builder.add("Pack", {
    scope: node.scope,
    name: baseName(node),
    inputs: columns,
    attr: { T: { type: dtype }, N: { i: OCCURRENCES }, axis: { i: 1 } },
    dtype,
    shape: sizesOf(node.shape, run),
  });
}

/** Rows of a tensor: from, to, stride. */
function slice(
  parts: Parts,
  { builder }: Lowering,
  values: TensorRef,
  bounds: readonly [number, number, number],
  rows: number,
): TensorRef {
  const indices = bounds.map((value) => builder.shared(parts.scope, "slice", int32(value)));
  return parts.add(
    "StridedSlice",
    [values, ...indices],
    {
      T: { type: values.dtype },
      Index: { type: "DT_INT32" },
      begin_mask: { i: 0 },
      end_mask: { i: 0 },
      ellipsis_mask: { i: 0 },
      new_axis_mask: { i: 0 },
      shrink_axis_mask: { i: 0 },
    },
    values.dtype,
    [rows, ...values.shape.slice(1)],
  );
}

function concat(parts: Parts, { builder }: Lowering, values: readonly TensorRef[]): TensorRef {
  const [first] = values;
  const dtype: DataType = first?.dtype ?? "DT_FLOAT";
  const rows = values.reduce((sum, { shape: [length = 0] }) => sum + length, 0);
  return parts.add(
    "ConcatV2",
    [...values, builder.shared(parts.scope, "axis", int32Scalar(0))],
    { T: { type: dtype }, N: { i: values.length }, Tidx: { type: "DT_INT32" } },
    dtype,
    [rows, ...(first?.shape.slice(1) ?? [])],
  );
}

/** Sums over the steps so far. */
function cumulative(parts: Parts, { builder }: Lowering, values: TensorRef): TensorRef {
  const { dtype, shape } = values;
  return parts.add(
    "Cumsum",
    [values, builder.shared(parts.scope, "axis", int32Scalar(0))],
    {
      T: { type: dtype },
      Tidx: { type: "DT_INT32" },
      exclusive: { b: false },
      reverse: { b: false },
    },
    dtype,
    shape,
  );
}
