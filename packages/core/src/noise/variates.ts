import type { Stream } from "../graph/op.ts";
import { normalsOfWords } from "./box-muller.ts";
import { type PhiloxKey, philox4x32 } from "./philox.ts";
import { streamWords, TREE_BLOCKS, TREE_STREAM, UNIFORM_BLOCKS } from "./stream.ts";

/**
 * Standard normal number `index` of a path's stream.
 *
 * For channel c of m at a step the index is step·m + c; for initial values it is the channel.
 */
export function normalAt(key: PhiloxKey, path: number, stream: Stream, index: number): number {
  const block = Math.floor(index / 4);
  return normalsOfWords(streamWords(key, path, stream, block))[(index & 3) as 0 | 1 | 2 | 3];
}

/** Which normal of the tree of a step's halvings: node 1 is the whole step, 2n and 2n + 1 its halves. */
export interface TreeNode {
  readonly step: number;
  readonly node: number;
  readonly channel: number;
}

/** A standard normal of a node of the tree of a step's halvings. */
export function treeNormalAt(
  key: PhiloxKey,
  path: number,
  { step, node, channel }: TreeNode,
): number {
  const high = Math.floor(path / 0x100000000) | (node << 16);
  const block = step * TREE_BLOCKS + (channel >>> 2);
  const words = philox4x32([path >>> 0, high >>> 0, block >>> 0, TREE_STREAM], key);
  return normalsOfWords(words)[(channel & 3) as 0 | 1 | 2 | 3];
}

/** The random word that uniform and Poisson variates of a channel are made of. */
export function wordAt(key: PhiloxKey, path: number, stream: Stream, channel: number): number {
  const block = UNIFORM_BLOCKS + (channel >>> 2);
  return streamWords(key, path, stream, block)[(channel & 3) as 0 | 1 | 2 | 3];
}

/** A uniform on (0, 1): an odd multiple of 2⁻²⁴, so that single and double precision hold the same. */
export function uniformAt(key: PhiloxKey, path: number, stream: Stream, channel: number): number {
  return uniformOfWord(wordAt(key, path, stream, channel));
}

/** The uniform of a random word. */
function uniformOfWord(word: number): number {
  return ((word >>> 9) + 0.5) * 2 ** -23;
}
