import type { Node, Op } from "@driftgraph/core";
import type { BlockValues, ProgramShape } from "./context.ts";
import type { NodeValues } from "./node-values.ts";
import type { Ops } from "./ops.ts";
import type { TensorRef } from "./region.ts";

/** The ops of summaries. */
export type SummaryOp =
  | "moments"
  | "histogram"
  | "samplePaths"
  | "trajectory"
  | "count"
  | "occurrences";

/** What an event has come to on each path. */
export interface EventValues {
  /** Whether it held at the last step's end, and at any: bool [paths]. */
  readonly held: TensorRef;
  readonly ever: TensorRef;
  /** How often it began: DT_DOUBLE scalar. */
  readonly begun: TensorRef;
  /** How many steps it took until it first held, over the paths on which it has: DT_DOUBLE scalar. */
  readonly steps: TensorRef;
}

/** What a logged time's summaries are made of. */
export interface Entry {
  readonly ops: Ops;
  readonly values: NodeValues;
  readonly block: BlockValues;
  readonly shape: ProgramShape;
  /** Which logged time, int32. */
  readonly time: TensorRef;
  /** The series of some summaries, one row each: [series, paths] of the run's float type. */
  stacked(nodes: readonly Node[]): TensorRef;
  /** How often a `count`'s mask was true until now. */
  total(node: Node): TensorRef;
  event(node: Node): EventValues;
}

/** How all summaries of one kind are taken at a logged time, as rows of one tensor. */
export interface Recorder {
  /** The name of the output. */
  readonly output: string;
  readonly dtype: "float" | "DT_DOUBLE" | "DT_INT32";
  /** Sizes of the axes of one logged time; -1 for one of paths. */
  rowShape(rows: number, shape: ProgramShape): readonly number[];
  record(nodes: readonly Node[], entry: Entry): TensorRef;
}

/** What the columns of the output `moments` are: Σ(x − shift), Σ(x − shift)², minimum, maximum, count. */
export const MOMENTS = 5;
/** What the columns of the output `events` are: holding, reached, begun, steps until reached. */
const OCCURRENCES = 4;

/** How each summary is taken. */
export const RECORDERS: { readonly [O in SummaryOp]: Recorder } = {
  moments: {
    output: "moments",
    dtype: "DT_DOUBLE",
    rowShape: (rows) => [rows, MOMENTS],
    record: recordMoments,
  },
  histogram: {
    output: "histogram",
    dtype: "DT_INT32",
    rowShape: (rows, { bins }) => [rows, bins + 2],
    record: recordHistogram,
  },
  samplePaths: {
    output: "sample_paths",
    dtype: "float",
    rowShape: (rows) => [rows, -1],
    record: (nodes, { ops, block, stacked }) => ops.gather(stacked(nodes), block.samples, 1),
  },
  trajectory: {
    output: "trajectories",
    dtype: "float",
    rowShape: (rows) => [rows, -1],
    record: (nodes, { stacked }) => stacked(nodes),
  },
  count: {
    output: "counts",
    dtype: "DT_DOUBLE",
    rowShape: (rows) => [rows],
    record: (nodes, { ops, total }) => ops.pack(nodes.map(total)),
  },
  occurrences: {
    output: "events",
    dtype: "DT_DOUBLE",
    rowShape: (rows) => [rows, OCCURRENCES],
    record: recordOccurrences,
  },
};

/** Whether an op is a summary. */
export function isSummary(op: Op): op is SummaryOp {
  return Object.hasOwn(RECORDERS, op);
}

/** Sums in double precision: each value's distance from the shift is rounded to the run's type, no more. */
function recordMoments(nodes: readonly Node[], entry: Entry): TensorRef {
  const { ops, values, block, time } = entry;
  const x = entry.stacked(nodes);
  const summed = summedUp(entry, x);
  const shift = ops.gather(block.binning.shift, time);
  const given = ops.cast(ops.apply("Sub", [x, shift]), "DT_DOUBLE");
  const distance = summed ? unless(ops, summed, given, ops.float("DT_DOUBLE", 0)) : given;
  const sum = ops.reduce("Sum", distance, 1);
  const squares = ops.reduce("Sum", ops.apply("Square", [distance]), 1);
  const extreme = (op: "Min" | "Max", none: number): TensorRef => {
    const from = summed ? unless(ops, summed, x, ops.float(values.float, none)) : x;
    return ops.cast(ops.reduce(op, from, 1), "DT_DOUBLE");
  };
  const min = extreme("Min", Number.POSITIVE_INFINITY);
  const max = extreme("Max", Number.NEGATIVE_INFINITY);
  const count = summed
    ? ops.cast(ops.reduce("Sum", ops.cast(summed, "DT_INT32"), 1), "DT_DOUBLE")
    : ops.broadcast(ops.cast(block.paths, "DT_DOUBLE"), ops.ints(nodes.length));
  return ops.pack([sum, squares, min, max, count], 1);
}

/** Where values are finite, if others are left out. */
function summedUp({ ops, values, shape }: Entry, x: TensorRef): TensorRef | undefined {
  if (!shape.leavesOut) return undefined;
  // No comparison with NaN holds.
  const largest = ops.float(values.float, LARGEST[shape.dtype]);
  return ops.compare("LessEqual", ops.apply("Abs", [x]), largest, "is_finite");
}

/** The largest finite numbers. */
const LARGEST = { float32: 2 ** 127 * (2 - 2 ** -23), float64: Number.MAX_VALUE };

/** x where the mask holds, else another value. */
function unless(ops: Ops, mask: TensorRef, x: TensorRef, other: TensorRef): TensorRef {
  return ops.add("SelectV2", [mask, x, other], { T: { type: x.dtype } }, x.dtype);
}

/** Counts of the slots clamp(floor(x/width) − low/width + 1, 0, bins + 1), as the core's kernels sort. */
function recordHistogram(nodes: readonly Node[], entry: Entry): TensorRef {
  const { ops, values, block, shape, time } = entry;
  const x = entry.stacked(nodes);
  const summed = summedUp(entry, x);
  const last = shape.bins + 1;
  const inverse = ops.gather(block.binning.inverse, time);
  const offset = ops.gather(block.binning.offset, time);
  const place = ops.apply("Floor", [ops.apply("Mul", [x, inverse])]);
  const slot = ops.apply("Minimum", [
    ops.apply("Sub", [place, offset]),
    ops.float(values.float, last),
  ]);
  // After the cast, which makes a negative number of NaN and of what doesn't fit.
  const bounded = ops.apply("Maximum", [ops.cast(slot, "DT_INT32"), ops.int(0)]);
  // Bincount counts nothing beyond the last.
  const counted = summed ? unless(ops, summed, bounded, ops.int(last + 1)) : bounded;
  const unweighted = ops.constant("DT_INT32", [0], new Int32Array());
  return ops.add(
    "DenseBincount",
    [counted, ops.int(last + 1), unweighted],
    { Tidx: { type: "DT_INT32" }, T: { type: "DT_INT32" }, binary_output: { b: false } },
    "DT_INT32",
    "bincount",
  );
}

function recordOccurrences(nodes: readonly Node[], { ops, event }: Entry): TensorRef {
  const rows = nodes.map((node) => {
    const { held, ever, begun, steps } = event(node);
    return ops.pack([countTrue(ops, held), countTrue(ops, ever), begun, steps]);
  });
  return ops.pack(rows);
}

/** On how many paths a mask is true: DT_DOUBLE scalar. @param mask bool [paths] */
export function countTrue(ops: Ops, mask: TensorRef): TensorRef {
  return ops.cast(ops.reduce("Sum", ops.cast(mask, "DT_INT32"), 0), "DT_DOUBLE");
}
