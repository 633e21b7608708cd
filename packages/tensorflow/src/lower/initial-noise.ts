import { UNIFORM_BLOCKS } from "@driftgraph/core";
import type { BlockValues } from "./context.ts";
import { normalRows, rowOf, words } from "./noise.ts";
import type { Ops } from "./ops.ts";
import type { TensorRef } from "./region.ts";

/** Standard deviations of the Poisson law that the table reaches to each side, and a little more. */
const REACH = 9;
const MARGIN = 20;

/** The normal of a channel for initial values, [paths]. */
export function initialNormal(
  ops: Ops,
  values: BlockValues,
  channel: number,
  dtype: "DT_FLOAT" | "DT_DOUBLE",
): TensorRef {
  const first = ops.long(BigInt(channel >>> 2));
  const rows = normalRows(ops, values, { stream: "initial", blocks: 1 }, first, dtype);
  return ops.gather(rows, ops.int(rowOf(channel & 3, 1)), 0, "normal");
}

/** The uniform of a channel for initial values, [paths]: an odd multiple of 2⁻²⁴. */
export function initialUniform(
  ops: Ops,
  values: BlockValues,
  channel: number,
  dtype: "DT_FLOAT" | "DT_DOUBLE",
): TensorRef {
  const nine = ops.constant("DT_UINT32", [], Uint32Array.of(9));
  const upper = ops.apply("RightShift", [initialWord(ops, values, channel), nine]);
  const centred = ops.apply("AddV2", [ops.cast(upper, dtype), ops.float(dtype, 0.5)]);
  return ops.apply("Mul", [centred, ops.float(dtype, 2 ** -23)], "uniform");
}

/** The Poisson variate of a channel for initial values, [paths]. @param rate DT_DOUBLE scalar */
export function initialPoisson(
  ops: Ops,
  values: BlockValues,
  channel: number,
  rate: TensorRef,
  dtype: "DT_FLOAT" | "DT_DOUBLE",
): TensorRef {
  const { first, thresholds } = poissonTable(ops, rate);
  const word = ops.cast(initialWord(ops, values, channel), "DT_INT64");
  const found = ops.add(
    "UpperBound",
    [ops.reshape(thresholds, ops.ints(1, -1)), ops.reshape(word, ops.ints(1, -1))],
    { T: { type: "DT_INT64" }, out_type: { type: "DT_INT32" } },
    "DT_INT32",
  );
  const above = ops.cast(ops.reshape(found, ops.ints(-1)), dtype);
  return ops.apply("AddV2", [ops.cast(first, dtype), above], "poisson");
}

/** The word of a channel as uint32, [paths]. */
function initialWord(ops: Ops, values: BlockValues, channel: number): TensorRef {
  const block = ops.long(BigInt(UNIFORM_BLOCKS + (channel >>> 2)));
  const column = ops.gather(words(ops, values, "initial", block), ops.int(channel & 3), 1, "word");
  return ops.bitcast(column, "DT_UINT32");
}

/**
 * The inverse distribution function of a Poisson law on the grid of 32-bit words, as the core's
 * `poissonTable`: weights relative to the first by a sum of logarithms of their ratios.
 */
function poissonTable(ops: Ops, rate: TensorRef): { first: TensorRef; thresholds: TensorRef } {
  const number = (value: number): TensorRef => ops.float("DT_DOUBLE", value);
  const deviations = ops.apply("Mul", [ops.apply("Sqrt", [rate]), number(REACH)]);
  const reach = ops.apply("AddV2", [deviations, number(MARGIN)]);
  const lowest = ops.apply("Floor", [ops.apply("Sub", [rate, reach])]);
  const first = ops.apply("Maximum", [lowest, number(0)]);
  const end = ops.apply("AddV2", [rate, ops.apply("AddV2", [reach, number(1)])]);
  const following = ops.apply("AddV2", [ops.range(first, end, number(1)), number(1)]);
  const ratios = ops.apply("Log", [ops.apply("RealDiv", [rate, following])]);
  const logs = cumulative(ops, ratios, true);
  const weights = ops.apply("Exp", [ops.apply("Sub", [logs, ops.reduce("Max", logs, 0)])]);
  const share = ops.apply("RealDiv", [
    cumulative(ops, weights, false),
    ops.reduce("Sum", weights, 0),
  ]);
  const scaled = ops.apply("Round", [ops.apply("Mul", [share, number(2 ** 32)])]);
  return { first, thresholds: ops.cast(scaled, "DT_INT64") };
}

function cumulative(ops: Ops, x: TensorRef, exclusive: boolean): TensorRef {
  const attr = {
    T: { type: x.dtype },
    Tidx: { type: "DT_INT32" },
    exclusive: { b: exclusive },
    reverse: { b: false },
  } as const;
  return ops.add("Cumsum", [x, ops.int(0)], attr, x.dtype);
}
