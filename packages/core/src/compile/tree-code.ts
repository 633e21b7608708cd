import type { Node } from "../graph/node.ts";
import { PHILOX_ROUNDS } from "../noise/philox.ts";
import { TREE_BLOCKS, TREE_STREAM } from "../noise/stream.ts";
import { CONTEXT } from "./context.ts";
import { normalsOfBlock } from "./normals-code.ts";
import { keySplat, laneNumbers, philoxRound } from "./philox-code.ts";
import type { Vector, VectorCode } from "./vector-code.ts";
import { Memory, Op, Simd, SimdMemory, V128 } from "./wasm/opcodes.ts";

/** The low words of the paths of one turn of a tile's loop, in 32-bit lanes, in locals of their own. */
export function pathsOfTurn(v: VectorCode, pointer: number): Vector {
  const { body, lanes } = v;
  const paths = Array.from({ length: v.unroll }, () => body.local(V128));
  const numbers = laneNumbers(v);
  paths.forEach((local, u) => {
    body.get(pointer);
    body.get(0);
    body.op(Op.i32Sub);
    body.i32(Math.log2(lanes.bytes));
    body.op(Op.i32ShrU);
    body.get(0);
    body.memory(Memory.i32Load, 2, CONTEXT.firstPathLow);
    body.op(Op.i32Add);
    body.get(0);
    body.memory(Memory.i32Load, 2, CONTEXT.tileFirst);
    body.op(Op.i32Add);
    body.i32(u * lanes.count);
    body.op(Op.i32Add);
    body.simd(Simd.i32x4Splat);
    body.get(numbers[u] ?? 0);
    body.simd(Simd.i32x4Add);
    body.set(local);
  });
  return paths;
}

/**
 * Emits the normals of a step's tree of halvings, whose counters differ from lane to lane by path and
 * node. Four channels share a block, which is computed where the first of them is needed.
 */
export function treeNormals(v: VectorCode, paths: Vector): (node: Node, number: Vector) => Vector {
  const blocks = new Map<string, Vector[]>();
  const numbers: Vector[] = [];
  return (node, number) => {
    if (node.op !== "treeNormal") throw new Error(`${node.op} is no normal of a tree`);
    const { channel } = node.attributes;
    // Vectors are compared by identity: a body asks for the normals of one node of the tree.
    const which = numbers.includes(number) ? numbers.indexOf(number) : numbers.push(number) - 1;
    const key = `${which}/${channel >>> 2}`;
    const normals = blocks.get(key) ?? blockOf(v, paths, number, channel >>> 2);
    blocks.set(key, normals);
    return normals[channel & 3] ?? [];
  };
}

function blockOf(v: VectorCode, paths: Vector, number: Vector, block: number): Vector[] {
  return v.scoped(() => {
    const double = v.lanes.type === "float64";
    const whole = v.apply(double ? Simd.i32x4TruncSatF64x2SZero : Simd.i32x4TruncSatF32x4S, number);
    const high = v.xor(v.shift(Simd.i32x4Shl, whole, 16), pathHigh(v));
    return normalsOfBlock(v, philox(v, [paths, high, stepBlock(v, block), v.int32(TREE_STREAM)]));
  });
}

function philox(v: VectorCode, counter: readonly [Vector, Vector, Vector, Vector]): Vector[] {
  let [c0, c1, c2, c3] = counter;
  for (let round = 0; round < PHILOX_ROUNDS; round++) {
    const word3 = c3;
    [c0, c1, c2, c3] = philoxRound(v, round, [c0, c1, c2], () =>
      v.xor(word3, keySplat(v, round, 1)),
    );
  }
  return [c0, c1, c2, c3];
}

function pathHigh(v: VectorCode): Vector {
  return v.preload("path high", () => {
    v.body.prologue.get(0);
    v.body.prologue.simdMemory(SimdMemory.load32Splat, 2, CONTEXT.firstPathHigh);
  });
}

function stepBlock(v: VectorCode, block: number): Vector {
  return v.preload(`tree block ${block}`, () => {
    const { prologue } = v.body;
    prologue.get(0);
    prologue.memory(Memory.i32Load, 2, CONTEXT.step);
    prologue.i32(TREE_BLOCKS);
    prologue.op(Op.i32Mul);
    prologue.i32(block);
    prologue.op(Op.i32Add);
    prologue.simd(Simd.i32x4Splat);
  });
}
