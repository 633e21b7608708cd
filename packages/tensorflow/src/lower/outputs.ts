import { timeOfStep } from "@driftgraph/core";
import type { BlockValues, ProgramShape } from "./context.ts";
import type { ProgramInputs } from "./inputs.ts";
import type { Recorded } from "./logged.ts";
import type { Ops } from "./ops.ts";
import { type Interface, inLane, type TensorSpec } from "./program.ts";
import type { TensorRef } from "./region.ts";
import { MOMENTS } from "./summaries.ts";

interface OutputShape extends ProgramShape {
  readonly times: number;
  readonly kind: Interface;
  readonly lane: number;
}

/** The results of one lane under plain names. */
export function programOutputs(
  root: Ops,
  recorded: readonly Recorded[],
  results: readonly TensorRef[],
  inputs: ProgramInputs,
  shape: OutputShape,
): TensorSpec[] {
  const ops = root.in("outputs");
  const block = inputs.lanes[shape.lane];
  if (!block) throw new Error(`there is no lane ${shape.lane}`);
  const all = recorded.flatMap((kind, i) => {
    const result = results[i];
    if (!result) return [];
    const sizes = [shape.times, ...kind.recorder.rowShape(kind.nodes.length, shape)];
    if (shape.kind === "words") {
      return [asWords(ops, inLane(kind.recorder.output, shape.lane), result, sizes)];
    }
    return nativeResults(ops, kind, result, { block, binning: inputs.binning }, shape).map(
      ([name, value, shaped = sizes]) => named(ops, name, value, shaped),
    );
  });
  return shape.kind === "words" ? all : [times(ops, shape), ...all];
}

/** Doubles as pairs of 32-bit integers. */
function asWords(ops: Ops, name: string, value: TensorRef, sizes: readonly number[]): TensorSpec {
  if (value.dtype !== "DT_DOUBLE") return named(ops, name, value, sizes);
  const { ref, dtype } = ops.bitcast(value, "DT_INT32", name);
  return { name, op: ref, dtype, shape: [...sizes, 2] };
}

function named(ops: Ops, name: string, value: TensorRef, shape: readonly number[]): TensorSpec {
  const { ref, dtype } = ops.apply("Identity", [value], name);
  return { name, op: ref, dtype, shape };
}

interface LaneInputs extends Pick<ProgramInputs, "binning"> {
  readonly block: BlockValues;
}

type NamedResult = readonly [name: string, value: TensorRef, shape?: readonly number[]];

/** Results as TensorFlow's users expect them: sums become means and variances, bins have their edges. */
function nativeResults(
  ops: Ops,
  { op, recorder, nodes }: Recorded,
  result: TensorRef,
  { block, binning }: LaneInputs,
  { times: length }: OutputShape,
): NamedResult[] {
  if (op === "histogram") {
    const edges = [length, nodes.length];
    return [
      [recorder.output, result],
      ["bin_low", binning.low, edges],
      ["bin_width", binning.width, edges],
    ];
  }
  if (op !== "moments") return [[recorder.output, result]];
  const [sum, squares, min, max] = ops.unpack(result, MOMENTS, 2);
  if (!sum || !squares || !min || !max) throw new Error("there are five moments");
  const count = ops.cast(block.paths, "DT_DOUBLE");
  const meanDistance = ops.apply("RealDiv", [sum, count]);
  const centred = ops.apply("Sub", [squares, ops.apply("Mul", [sum, meanDistance])]);
  const one = ops.float("DT_DOUBLE", 1);
  const fewer = ops.apply("Maximum", [ops.apply("Sub", [count, one]), one]);
  const rows = [length, nodes.length];
  return [
    ["mean", ops.apply("AddV2", [binning.shift, meanDistance]), rows],
    ["variance", ops.apply("RealDiv", [centred, fewer]), rows],
    ["min", min, rows],
    ["max", max, rows],
  ];
}

/** The logged times. */
function times(ops: Ops, { times: length, every, dt }: OutputShape): TensorSpec {
  const values = Float64Array.from({ length }, (_, k) => timeOfStep(k * every, dt));
  return named(ops, "times", ops.constant("DT_DOUBLE", [length], values), [length]);
}
