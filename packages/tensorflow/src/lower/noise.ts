import { type Channels, STREAM_NUMBERS, type Stream } from "@driftgraph/core";
import type { BlockValues } from "./context.ts";
import type { Ops } from "./ops.ts";
import type { TensorRef } from "./region.ts";

/** TensorFlow's number for Philox4x32-10. */
const PHILOX = 1;
const WORDS = 4;
const STREAM_UNIT = 2n ** 32n;

/**
 * The four Philox words of each path of a block, [paths, 4]: those of `streamWords`, bit for bit.
 *
 * TensorFlow's own generator counts up the lowest word of the counter from one group of four words to
 * the next, and that word is the path in our counters.
 *
 * @param block int64 scalar: the third word of the counter.
 */
export function words(
  ops: Ops,
  { key, firstPath, paths }: BlockValues,
  stream: Stream,
  block: TensorRef,
): TensorRef {
  const number = ops.long(BigInt(STREAM_NUMBERS[stream]) * STREAM_UNIT);
  const upper = ops.cast(ops.apply("AddV2", [block, number]), "DT_UINT64");
  const counter = ops.pack([firstPath, upper]);
  const shape = ops.pack([paths, ops.int(WORDS)]);
  return ops.add(
    "StatelessRandomUniformFullIntV2",
    [shape, key, counter, ops.int(PHILOX)],
    { dtype: { type: "DT_INT32" }, Tshape: { type: "DT_INT32" } },
    "DT_INT32",
    `${stream}_words`,
  );
}

/** How the normals of a stream are drawn: whole blocks of four, of one step or several. */
export interface Drawing {
  readonly stream: Stream;
  /** Normals of a step. */
  readonly channels: number;
  /** Steps whose normals are drawn at once: as many as make whole blocks. */
  readonly steps: number;
  /** Blocks drawn at once. */
  readonly blocks: number;
  /** Whether they are an input instead, step by step and channel by channel. */
  readonly given: boolean;
}

/** How each stream of a step is drawn, unless it is given; those without normals are left out. */
export function drawingsOf(channels: Channels, given = false): Drawing[] {
  return (["dW", "dZ"] as const).flatMap((stream) => {
    const count = channels[stream];
    if (count === 0) return [];
    const steps = given ? 1 : WORDS / greatestCommonDivisor(count, WORDS);
    return [{ stream, channels: count, steps, blocks: (steps * count) / WORDS, given }];
  });
}

/** The row of `normalRows` that holds normal number j of a group of blocks. */
export function rowOf(j: number, blocks: number): number {
  return (j % 2) * 2 * blocks + Math.floor(j / 2);
}

/** The normals of blocks from `first` on, [4·blocks, paths]; see `rowOf`. */
export function normalRows(
  ops: Ops,
  values: BlockValues,
  { stream, blocks }: Pick<Drawing, "stream" | "blocks">,
  first: TensorRef,
  dtype: "DT_FLOAT" | "DT_DOUBLE",
): TensorRef {
  const pairs = Array.from({ length: blocks }, (_, b) => {
    const block = b === 0 ? first : ops.apply("AddV2", [first, ops.long(BigInt(b))]);
    return boxMuller(ops, words(ops, values, stream, block), dtype);
  });
  return ops.concat([...pairs.map(([cosines]) => cosines), ...pairs.map(([, sines]) => sines)]);
}

/** The normals of a block of words: those with a cosine, then those with a sine, each [2, paths]. */
function boxMuller(
  ops: Ops,
  block: TensorRef,
  dtype: "DT_FLOAT" | "DT_DOUBLE",
): [TensorRef, TensorRef] {
  const number = (value: number): TensorRef => ops.float(dtype, value);
  const pairs = ops.reshape(ops.cast(block, dtype), ops.ints(-1, 2, 2));
  const [a, b] = ops.unpack(ops.transpose(pairs, 2, 1, 0), 2);
  if (!a || !b) throw new Error("two were unpacked");
  const half = ops.apply("AddV2", [ops.apply("Abs", [a]), number(0.5)]);
  const scaled = ops.apply("Mul", [half, number(2 ** -31)]);
  // Only in double precision can ½ lead beyond 1, where the logarithm is positive.
  const u = dtype === "DT_DOUBLE" ? ops.apply("Minimum", [scaled, number(1)]) : scaled;
  const radius = ops.apply("Sqrt", [ops.apply("Mul", [ops.apply("Log", [u]), number(-2)])]);
  const angle = ops.apply("Mul", [b, number(2 ** -31 * Math.PI)]);
  const times = (factor: TensorRef): TensorRef => ops.apply("Mul", [radius, factor]);
  return [times(ops.apply("Cos", [angle])), times(ops.apply("Sin", [angle]))];
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
