import type { Node } from "../graph/node.ts";
import type { Stream } from "../graph/op.ts";
import { int32, int32Scalar, type TensorRef } from "./builder.ts";
import { type Lowering, tensorOf } from "./lowering.ts";
import { baseName } from "./names.ts";

const STREAMS: { readonly [S in Stream]: number } = { dW: 0, dZ: 1, initial: 2 };
const TREE_STREAM = 3;
/** TensorFlow's number for its Philox generator. */
const PHILOX = 1;

/**
 * A source of random numbers: TensorFlow's own Philox, keyed by seed, stream and channel and counted
 * by step. The distribution is that of our kernels; the numbers aren't.
 */
export function lowerRandom(node: Node<"normal" | "uniform">, lowering: Lowering): TensorRef {
  const { stream, channel } = node.attributes;
  const op = node.op === "normal" ? "StatelessRandomNormalV2" : "StatelessRandomUniformV2";
  const key = keyOf(STREAMS[stream], channel, lowering.run.seed);
  return stateless(node, lowering, { op, key, counter: counterOf(lowering, node.scope) });
}

/** A normal of a step's tree of halvings: no node of it is asked for twice, so that new ones do. */
export function lowerTreeNormal(node: Node<"treeNormal">, lowering: Lowering): TensorRef {
  const counter = lowering.treeCounter?.();
  if (!counter) throw new Error("only a part of a step has a tree of halvings");
  const key = keyOf(TREE_STREAM, node.attributes.channel, lowering.run.seed);
  return stateless(node, lowering, { op: "StatelessRandomNormalV2", key, counter });
}

interface Source {
  readonly op: string;
  readonly key: bigint;
  readonly counter: TensorRef;
}

function stateless(
  node: Node,
  { builder, dtype, run }: Lowering,
  { op, key, counter }: Source,
): TensorRef {
  const { scope } = node;
  const keys = builder.shared(scope, "key", {
    dtype: "DT_UINT64",
    shape: [1],
    values: BigUint64Array.of(key),
  });
  const shape = builder.shared(scope, "shape", int32(run.paths));
  const algorithm = builder.shared(scope, "algorithm", int32Scalar(PHILOX));
  return builder.add(op, {
    scope,
    name: baseName(node),
    inputs: [shape, keys, counter, algorithm],
    attr: { dtype: { type: dtype }, Tshape: { type: "DT_INT32" } },
    dtype,
    shape: [run.paths],
  });
}

/** Poisson variates, for initial values. */
export function lowerPoisson(node: Node<"poisson">, lowering: Lowering): TensorRef {
  const { builder, dtype, run } = lowering;
  const { scope } = node;
  const { stream, channel } = node.attributes;
  const seed = builder.shared(scope, "seed", {
    dtype: "DT_INT64",
    shape: [2],
    values: BigInt64Array.of(BigInt.asIntN(64, keyOf(STREAMS[stream], channel, run.seed)), 0n),
  });
  return builder.add("StatelessRandomPoisson", {
    scope,
    name: baseName(node),
    inputs: [
      builder.shared(scope, "shape", int32(run.paths)),
      seed,
      tensorOf(lowering, node.inputs[0]),
    ],
    attr: {
      dtype: { type: dtype },
      T: { type: "DT_INT32" },
      Tseed: { type: "DT_INT64" },
      Rtype: { type: dtype },
    },
    dtype,
    shape: [run.paths],
  });
}

function counterOf({ builder, counter }: Lowering, scope: string): TensorRef {
  if (counter) return counter();
  return builder.shared(scope, "counter", {
    dtype: "DT_UINT64",
    shape: [2],
    values: BigUint64Array.of(0n, 0n),
  });
}

/** Mixes seed, stream and channel to a key, by the finalizer of SplitMix64 (Steele et al. 2014). */
function keyOf(stream: number, channel: number, seed: number | bigint): bigint {
  const word = (value: bigint): bigint => BigInt.asUintN(64, value);
  const code = BigInt(channel) * 4n + BigInt(stream) + 1n;
  let z = word(BigInt(seed) + code * 0x9e3779b97f4a7c15n);
  z = word((z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n);
  z = word((z ^ (z >> 27n)) * 0x94d049bb133111ebn);
  return z ^ (z >> 31n);
}
