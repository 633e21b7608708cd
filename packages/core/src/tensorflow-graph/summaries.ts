import { joinScopes } from "../graph/context.ts";
import type { Node } from "../graph/node.ts";
import { int32, int32Scalar, type TensorRef } from "./builder.ts";
import { type Lowering, MOMENTS, sizesOf, tensorOf } from "./lowering.ts";
import { baseName } from "./names.ts";
import { lowerOccurrences } from "./occurrences.ts";
import { Parts } from "./summary-parts.ts";

type SummaryOp = "moments" | "histogram" | "samplePaths" | "trajectory" | "count" | "occurrences";
type Lower = (node: Node, lowering: Lowering, parts: Parts) => TensorRef;

/** The scope of what a summary is made of, beside the summary's own op. */
export const PARTS_SCOPE = "reduce";

/** How each summary is computed by TensorFlow's reductions. */
const SUMMARIES: { readonly [O in SummaryOp]: Lower } = {
  moments: lowerMoments,
  histogram: lowerHistogram,
  samplePaths: lowerSamplePaths,
  trajectory: (node, lowering) => {
    const series = tensorOf(lowering, node.inputs[0]);
    const { dtype, shape } = series;
    return lowering.builder.add("Identity", {
      scope: node.scope,
      name: baseName(node),
      inputs: [series],
      attr: { T: { type: dtype } },
      dtype,
      shape,
    });
  },
  count: lowerCount,
  occurrences: lowerOccurrences,
};

/** A summary of a series over the paths. */
export function lowerSummary(node: Node<SummaryOp>, lowering: Lowering): TensorRef {
  return SUMMARIES[node.op](
    node,
    lowering,
    new Parts(joinScopes(node.scope, PARTS_SCOPE), lowering),
  );
}

function lowerMoments(node: Node, lowering: Lowering, parts: Parts): TensorRef {
  const { builder, dtype, run } = lowering;
  const series = tensorOf(lowering, node.inputs[0]);
  const [times = 1] = series.shape;
  const mean = parts.reduce("Mean", series, "paths", true);
  const squares = parts.reduce("Sum", parts.apply("SquaredDifference", series, mean));
  const variance = parts.apply("RealDiv", squares, parts.number(Math.max(1, run.paths - 1)));
  const count = parts.add(
    "Fill",
    [builder.shared(parts.scope, "times", int32(times)), parts.number(run.paths)],
    { T: { type: dtype }, index_type: { type: "DT_INT32" } },
    dtype,
    [times],
  );
  const squeezed = parts.add("Squeeze", [mean], { T: { type: dtype } }, dtype, [times]);
  const all = [count, squeezed, variance, parts.reduce("Min", series), parts.reduce("Max", series)];
  return builder.add("Pack", {
    scope: node.scope,
    name: baseName(node),
    inputs: all,
    attr: { T: { type: dtype }, N: { i: MOMENTS }, axis: { i: 1 } },
    dtype,
    shape: sizesOf(node.shape, run),
  });
}

/** Counts in equal bins from the smallest to the largest value of the whole series. */
function lowerHistogram(node: Node, lowering: Lowering, parts: Parts): TensorRef {
  const { builder, run } = lowering;
  const series = tensorOf(lowering, node.inputs[0]);
  const low = parts.reduce("Min", series, "all");
  const width = parts.apply("Sub", parts.reduce("Max", series, "all"), low);
  const scaled = parts.apply(
    "Mul",
    parts.apply("DivNoNan", parts.apply("Sub", series, low), width),
    parts.number(run.bins),
  );
  const bin = parts.apply(
    "Minimum",
    parts.cast(scaled, "DT_INT32"),
    builder.shared(parts.scope, "last", int32Scalar(run.bins - 1)),
  );
  const weights = builder.shared(parts.scope, "weights", {
    dtype: "DT_FLOAT",
    shape: [0],
    values: new Float32Array(),
  });
  return builder.add("DenseBincount", {
    scope: node.scope,
    name: baseName(node),
    inputs: [bin, builder.shared(parts.scope, "bins", int32Scalar(run.bins)), weights],
    attr: { Tidx: { type: "DT_INT32" }, T: { type: "DT_FLOAT" }, binary_output: { b: false } },
    dtype: "DT_FLOAT",
    shape: sizesOf(node.shape, run),
  });
}

function lowerSamplePaths(node: Node, lowering: Lowering, parts: Parts): TensorRef {
  const { builder, run } = lowering;
  const series = tensorOf(lowering, node.inputs[0]);
  const stride = Math.floor(run.paths / Math.max(1, run.samplePaths));
  const indices = Array.from({ length: run.samplePaths }, (_, i) => i * stride);
  return builder.add("GatherV2", {
    scope: node.scope,
    name: baseName(node),
    inputs: [
      series,
      builder.shared(parts.scope, "paths", int32(...indices)),
      builder.shared(parts.scope, "axis", int32Scalar(1)),
    ],
    attr: {
      Tparams: { type: series.dtype },
      Tindices: { type: "DT_INT32" },
      Taxis: { type: "DT_INT32" },
      batch_dims: { i: 0 },
    },
    dtype: series.dtype,
    shape: sizesOf(node.shape, run),
  });
}

/** How often a mask was true up to each logged time. */
function lowerCount(node: Node, lowering: Lowering, parts: Parts): TensorRef {
  const { builder, dtype, run } = lowering;
  const mask = parts.cast(tensorOf(lowering, node.inputs[0]), dtype);
  const perStep = parts.reduce("Sum", mask);
  const axis = builder.shared(parts.scope, "axis", int32Scalar(0));
  const total = parts.add(
    "Cumsum",
    [perStep, axis],
    {
      T: { type: dtype },
      Tidx: { type: "DT_INT32" },
      exclusive: { b: false },
      reverse: { b: false },
    },
    dtype,
    perStep.shape,
  );
  const start = builder.shared(parts.scope, "start", {
    dtype,
    shape: [1],
    values: dtype === "DT_FLOAT" ? Float32Array.of(0) : Float64Array.of(0),
  });
  const fromStart = parts.add(
    "ConcatV2",
    [start, total, axis],
    { T: { type: dtype }, N: { i: 2 }, Tidx: { type: "DT_INT32" } },
    dtype,
    [run.steps + 1],
  );
  const slice = [0, run.steps + 1, run.every].map((value) =>
    builder.shared(parts.scope, "slice", int32(value)),
  );
  return builder.add("StridedSlice", {
    scope: node.scope,
    name: baseName(node),
    inputs: [fromStart, ...slice],
    attr: {
      T: { type: dtype },
      Index: { type: "DT_INT32" },
      begin_mask: { i: 0 },
      end_mask: { i: 0 },
      ellipsis_mask: { i: 0 },
      new_axis_mask: { i: 0 },
      shrink_axis_mask: { i: 0 },
    },
    dtype,
    shape: sizesOf(node.shape, run),
  });
}
