import { CONTEXT, SCALES } from "./context.ts";
import { type KernelCode, tileLoop, vectorCode } from "./kernel-code.ts";
import { planeBytes } from "./kernel-layout.ts";
import { loadScale } from "./moments-code.ts";
import type { Vector, VectorCode } from "./vector-code.ts";
import { FunctionBody } from "./wasm/function.ts";
import { I32, Memory, Op, Simd } from "./wasm/opcodes.ts";

/** Parameters: the address of the series' plane, of its histogram, and of its scales. */
const PLANE = 1;
const HISTOGRAM = 2;
const SCALE = 3;

/** Bytes of a slot as a power of two: as many u32 as a vector has lanes. */
const slotShift = (v: VectorCode): number => (v.lanes.count === 4 ? 4 : 3);

/**
 * `histogram(context, plane, histogram, scales)`: counts a tile's values in the slot
 * clamp(floor(x/width) − offset, 0, last), and in one beyond it the values that don't count, if `some`.
 *
 * Each lane counts in a copy of its own, so that equal neighbours don't wait for each other.
 */
export function emitHistogram(kernel: KernelCode, some: boolean): FunctionBody {
  const body = new FunctionBody([I32, I32, I32, I32]);
  emitSlots(body, kernel, some);
  emitCounts(body, kernel);
  return body;
}

/** First sweep: the addresses of the counters, into scratch. */
function emitSlots(body: FunctionBody, kernel: KernelCode, some: boolean): void {
  const { scratch, lanes } = kernel;
  const v = vectorCode(body, kernel);
  const inverseWidth = loadScale(v, SCALE, SCALES.inverseWidth);
  const offset = loadScale(v, SCALE, SCALES.offset);
  const last = loadScale(v, 0, CONTEXT.lastSlot);
  const one = v.float(1);
  // Added to a small whole number, it moves that number to the lowest bits.
  const magic = v.float(2 ** lanes.mantissaBits);
  const base = emitBase(v);
  tileLoop(body, 16 * v.unroll, planeBytes(lanes), (pointer) => {
    const x = v.load(PLANE, 0);
    const place = v.sub(v.apply(lanes.floor, v.mul(x, inverseWidth)), offset);
    const bounded = v.apply(lanes.pmin, v.apply(lanes.pmax, v.float(0), place), last);
    const slot = some
      ? v.select(v.load(pointer, scratch.counted), bounded, v.add(last, one))
      : bounded;
    const bytes = v.shift(lanes.shiftLeft, v.add(slot, magic), slotShift(v));
    v.store(pointer, scratch.slots, v.apply(lanes.intAdd, bytes, base));
    body.advance(PLANE, 16 * v.unroll);
  });
}

/** The address of each lane's first counter, less what the bits of `magic` add. */
function emitBase(v: VectorCode): Vector {
  const single = v.lanes.type === "float32";
  return v.preload("base", () => {
    const { prologue } = v.body;
    prologue.get(HISTOGRAM);
    if (!single) prologue.op(Op.i64ExtendI32U);
    prologue.simd(single ? Simd.i32x4Splat : Simd.i64x2Splat);
    // The exponent of 2^23 is 0x4b000000; shifted by four, 0xb0000000 is left of it in 32 bits.
    if (single) prologue.i32x4Const(0x50000000, 0x50000004, 0x50000008, 0x5000000c);
    else prologue.i32x4Const(0, 0, 4, 0);
    prologue.simd(v.lanes.intAdd);
  });
}

/** Values counted in one turn of the second sweep. */
const COUNTED = 8;

/** Second sweep: counts. */
function emitCounts(body: FunctionBody, { scratch, lanes }: KernelCode): void {
  const address = body.local(I32);
  tileLoop(body, COUNTED * lanes.bytes, planeBytes(lanes), (pointer) => {
    for (let i = 0; i < COUNTED; i++) {
      body.get(pointer);
      body.memory(Memory.i32Load, 2, scratch.slots + i * lanes.bytes);
      body.tee(address);
      body.get(address);
      body.memory(Memory.i32Load, 2, 0);
      body.i32(1);
      body.op(Op.i32Add);
      body.memory(Memory.i32Store, 2, 0);
    }
  });
}
