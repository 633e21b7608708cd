import { PHILOX_M0, PHILOX_M1, PHILOX_ROUNDS } from "../noise/philox.ts";
import { CONTEXT } from "./context.ts";
import { type KernelCode, vectorCode, WORD_PLANE_BYTES } from "./kernel-code.ts";
import type { Vector, VectorCode } from "./vector-code.ts";
import { FunctionBody } from "./wasm/function.ts";
import { I32, I64, Memory, Op, Simd, SimdMemory, V128 } from "./wasm/opcodes.ts";

/*
 * Philox4x32-10 over the paths of a tile. The counter is (path low, path high, block, stream), and
 * only the path's low word differs from lane to lane, so the first two rounds split:
 *
 *   round 0: a0 = high(M1·block) ^ pathHigh ^ k0    the same for all paths
 *            a1 = low(M1·block)                     the same
 *            a2 = high(M0·pathLow) ^ stream ^ k1    the same for all blocks
 *            a3 = low(M0·pathLow)                   the same for all blocks
 *   round 1: b0 = high(M1·a2) ^ (a1 ^ k0'),  b1 = low(M1·a2)
 *            b2 = (high(M0·a0) ^ k1') ^ a3,  b3 = low(M0·a0)
 *
 * `emitPathPlanes` keeps high(M1·a2), low(M1·a2) and a3 for a tile; `emitWords` begins at b.
 */

const ROUNDS_BEFORE = 2;

const roundKey = (round: number, word: 0 | 1): number => CONTEXT.roundKeys + round * 8 + word * 4;

/**
 * One round: of the counter words 0 to 2, and word 3 with the key's second word, which may be known before.
 *
 * @returns the four words after it.
 */
export function philoxRound(
  v: VectorCode,
  round: number,
  [c0, c1, c2]: readonly [Vector, Vector, Vector],
  keyed3: () => Vector,
): readonly [Vector, Vector, Vector, Vector] {
  return v.scoped(() => {
    const p0 = multiply(v, c0, PHILOX_M0);
    const p1 = multiply(v, c2, PHILOX_M1);
    const key1 = keyed3();
    const next0 = v.xor(v.xor(c1, keySplat(v, round, 0)), p1.high);
    return [next0, p1.low, v.xor(key1, p0.high), p0.low] as const;
  });
}

interface Product {
  readonly high: Vector;
  readonly low: Vector;
}

/** The products of 32-bit lanes with a constant, as their upper and lower halves. */
function multiply(v: VectorCode, a: Vector, factor: number): Product {
  const constant = v.int32(factor);
  const even = v.apply(Simd.i64x2ExtmulLowI32x4U, a, constant);
  const odd = v.apply(Simd.i64x2ExtmulHighI32x4U, a, constant);
  const high = v.shuffle(even, odd, [1, 3, 5, 7]);
  v.release(even);
  v.release(odd);
  return { high, low: v.apply(Simd.i32x4Mul, a, constant) };
}

export function keySplat(v: VectorCode, round: number, word: 0 | 1): Vector {
  return v.preload(`key ${round} ${word}`, () => {
    v.body.prologue.get(0);
    v.body.prologue.simdMemory(SimdMemory.load32Splat, 2, roundKey(round, word));
  });
}

/** `pathPlanes(context, target, stream)`: the three planes that all blocks of a stream start from. */
export function emitPathPlanes(kernel: KernelCode): FunctionBody {
  const body = new FunctionBody([I32, I32, I32]);
  const v = vectorCode(body, kernel, 1);
  const [target, stream] = [1, 2];
  const path = body.local(V128);
  const left = body.local(I32);
  body.get(0);
  body.memory(Memory.i32Load, 2, CONTEXT.firstPathLow);
  body.get(0);
  body.memory(Memory.i32Load, 2, CONTEXT.tileFirst);
  body.op(Op.i32Add);
  body.simd(Simd.i32x4Splat);
  body.get(laneNumbers(v)[0] ?? 0);
  body.simd(Simd.i32x4Add);
  body.set(path);
  const streamKey = v.allocate();
  body.get(stream);
  body.get(0);
  body.memory(Memory.i32Load, 2, roundKey(0, 1));
  body.op(Op.i32Xor);
  body.simd(Simd.i32x4Splat);
  body.set(streamKey[0] ?? 0);
  body.i32(WORD_PLANE_BYTES / 16);
  body.set(left);
  const four = v.int32(4);
  body.loop();
  const first = multiply(v, [path], PHILOX_M0);
  const second = multiply(v, v.xor(first.high, streamKey), PHILOX_M1);
  v.store(target, 0, second.high);
  v.store(target, WORD_PLANE_BYTES, second.low);
  v.store(target, 2 * WORD_PLANE_BYTES, first.low);
  v.copyInto([path], v.apply(Simd.i32x4Add, [path], four));
  body.advance(target, 16);
  countDown(body, left);
  body.end();
  return body;
}

/** The numbers 0, 1, 2, 3 in a vector's lanes. */
export function laneNumbers(v: VectorCode): Vector {
  return v.preload("lanes", () => {
    v.body.prologue.i32x4Const(0, 1, 2, 3);
  });
}

/** Subtracts one from a counter and branches to the innermost loop while it isn't 0. */
function countDown(body: FunctionBody, counter: number): void {
  body.get(counter);
  body.i32(1);
  body.op(Op.i32Sub);
  body.tee(counter);
  body.branchIf(0);
}

/**
 * `words(context, paths, target, block, blocks)`: the words of some blocks of a stream for a tile, as
 * four planes a block; `paths` are the stream's path planes.
 */
export function emitWords(kernel: KernelCode): FunctionBody {
  const body = new FunctionBody([I32, I32, I32, I32, I32]);
  const v = vectorCode(body, kernel);
  const [paths, target, block, blocks] = [1, 2, 3, 4];
  const start = { b0: body.local(V128), b2: body.local(V128), key: body.local(V128) };
  const source = body.local(I32);
  const end = body.local(I32);
  body.get(paths);
  body.i32(WORD_PLANE_BYTES);
  body.op(Op.i32Add);
  body.set(end);
  body.loop();
  emitBlockStart(body, block, start);
  body.get(paths);
  body.set(source);
  body.loop();
  emitRounds(v, source, target, start);
  body.advance(target, 16 * v.unroll);
  body.get(source);
  body.i32(16 * v.unroll);
  body.op(Op.i32Add);
  body.tee(source);
  body.get(end);
  body.op(Op.i32LtU);
  body.branchIf(0);
  body.end();
  body.advance(target, 3 * WORD_PLANE_BYTES);
  body.advance(block, 1);
  countDown(body, blocks);
  body.end();
  return body;
}

interface BlockStart {
  readonly b0: number;
  readonly b2: number;
  /** b3 ^ the second key of round 2. */
  readonly key: number;
}

/** The parts of round 1's result that are the same for all paths. */
function emitBlockStart(body: FunctionBody, block: number, { b0, b2, key }: BlockStart): void {
  const product = body.local(I64);
  const load = (offset: number): void => {
    body.get(0);
    body.memory(Memory.i32Load, 2, offset);
  };
  const multiplyBy = (factor: number): void => {
    body.op(Op.i64ExtendI32U);
    body.i64(BigInt(factor));
    body.op(Op.i64Mul);
    body.set(product);
  };
  const low = (): void => {
    body.get(product);
    body.op(Op.i32WrapI64);
  };
  const high = (): void => {
    body.get(product);
    body.i64(32n);
    body.op(Op.i64ShrU);
    body.op(Op.i32WrapI64);
  };
  const splatXor = (offset: number, local: number): void => {
    load(offset);
    body.op(Op.i32Xor);
    body.simd(Simd.i32x4Splat);
    body.set(local);
  };
  body.get(block);
  multiplyBy(PHILOX_M1);
  low();
  splatXor(roundKey(1, 0), b0);
  high();
  load(CONTEXT.firstPathHigh);
  body.op(Op.i32Xor);
  load(roundKey(0, 0));
  body.op(Op.i32Xor);
  multiplyBy(PHILOX_M0);
  high();
  splatXor(roundKey(1, 1), b2);
  low();
  splatXor(roundKey(2, 1), key);
}

function emitRounds(v: VectorCode, source: number, target: number, start: BlockStart): void {
  const same = (local: number): Vector => Array.from({ length: v.unroll }, () => local);
  let c0 = v.xor(v.load(source, 0), same(start.b0));
  let c1 = v.load(source, WORD_PLANE_BYTES);
  let c2 = v.xor(v.load(source, 2 * WORD_PLANE_BYTES), same(start.b2));
  let c3: Vector | undefined;
  for (let round = ROUNDS_BEFORE; round < PHILOX_ROUNDS; round++) {
    const next = philoxRound(v, round, [c0, c1, c2], () =>
      c3 ? v.xor(c3, keySplat(v, round, 1)) : same(start.key),
    );
    for (const old of [c0, c1, c2, ...(c3 ? [c3] : [])]) v.release(old);
    [c0, c1, c2, c3] = next;
  }
  [c0, c1, c2, c3 ?? c0].forEach((word, i) => v.store(target, i * WORD_PLANE_BYTES, word));
}
