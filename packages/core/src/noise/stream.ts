import type { Stream } from "../graph/op.ts";
import { type PhiloxKey, philox4x32, type Words } from "./philox.ts";

/** The counter word that keeps the streams of a run apart. */
export const STREAM_NUMBERS: { readonly [S in Stream]: number } = { dW: 0, dZ: 1, initial: 2 };

/**
 * The counter word of the normals of a step's tree of halvings. The node's number stands in the upper half
 * of the path's high word, since paths have 48 bits.
 */
export const TREE_STREAM = 3;
/** Blocks of four normals for each node. */
export const TREE_BLOCKS = 16;

/**
 * The blocks that uniform and Poisson variates are drawn from start here, so that they share no words
 * with the normals of the same stream.
 */
export const UNIFORM_BLOCKS = 0x80000000;

/** The Philox key of a seed: its low and its high 32 bits. */
export function keyOfSeed(seed: number | bigint): PhiloxKey {
  const wide = BigInt.asUintN(64, BigInt(seed));
  return [Number(wide & 0xffffffffn), Number(wide >> 32n)];
}

/** The four words of a block of a path's stream; `path` may be any integer below 2^53. */
export function streamWords(key: PhiloxKey, path: number, stream: Stream, block: number): Words {
  const high = Math.floor(path / 0x100000000);
  return philox4x32([path >>> 0, high, block, STREAM_NUMBERS[stream]], key);
}
