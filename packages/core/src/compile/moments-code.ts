import { MOMENTS, SCALES } from "./context.ts";
import { type KernelCode, vectorCode } from "./kernel-code.ts";
import { planeBytes } from "./kernel-layout.ts";
import type { Vector, VectorCode } from "./vector-code.ts";
import { FunctionBody } from "./wasm/function.ts";
import { I32, Lane, Memory, Op, Simd, SimdMemory, V128 } from "./wasm/opcodes.ts";

/** Parameters: the address of the series' plane, of its record, and of its scales. */
const PLANE = 1;
const RECORD = 2;
const SCALE = 3;

/** Sums and extremes over the tile, in fixed lanes and a fixed order. */
interface Totals {
  readonly sum: Vector;
  readonly squares: Vector;
  readonly min: Vector;
  readonly max: Vector;
}

/**
 * `moments(context, plane, record, scales) → i32`: adds a whole tile to a series' moments; 0, and
 * nothing added, if a value isn't finite or the sums leave their scale.
 */
export function emitMoments(kernel: KernelCode): FunctionBody {
  const body = new FunctionBody([I32, I32, I32, I32], [I32]);
  const v = vectorCode(body, kernel);
  const shift = emitShift(v);
  const totals = newTotals(v);
  sweep(v, (pointer) => accumulate(v, totals, v.load(pointer, 0), shift, undefined));
  const sums = pairOfSums(v, totals);
  const regular = withinLimit(v, sums);
  body.get(regular);
  body.op(Op.i32Eqz);
  body.if();
  body.i32(0);
  body.op(Op.return);
  body.end();
  addSums(v, sums);
  addExtremes(v, totals);
  body.i32(1);
  return body;
}

/**
 * `momentsOfSome(context, plane, record, scales) → i32`: the same for the finite values of existing
 * paths alone; leaves their mask in scratch, counts the others, and returns whether all was regular.
 */
export function emitMomentsOfSome(kernel: KernelCode): FunctionBody {
  const { scratch } = kernel;
  const body = new FunctionBody([I32, I32, I32, I32], [I32]);
  const v = vectorCode(body, kernel);
  const shift = emitShift(v);
  const totals = newTotals(v);
  const left = Array.from({ length: v.unroll }, () => body.local(V128));
  const masks = body.local(I32);
  body.get(0);
  body.set(masks);
  sweep(v, (pointer) => {
    const x = v.load(pointer, 0);
    const active = v.load(masks, scratch.active);
    const difference = v.sub(x, x);
    const counted = v.and(active, v.apply(v.lanes.eq, difference, difference));
    v.store(masks, scratch.counted, counted);
    v.copyInto(left, v.apply(v.lanes.intSub, left, v.apply(Simd.andnot, active, counted)));
    accumulate(v, totals, x, shift, counted);
    body.advance(masks, 16 * v.unroll);
  });
  const sums = pairOfSums(v, totals);
  const regular = withinLimit(v, sums);
  addSums(v, sums);
  addExtremes(v, totals);
  const missing = body.local(I32);
  countLanes(v, left, missing);
  body.get(RECORD);
  body.get(RECORD);
  body.memory(Memory.i32Load, 2, MOMENTS.nonFinite);
  body.get(missing);
  body.op(Op.i32Add);
  body.memory(Memory.i32Store, 2, MOMENTS.nonFinite);
  body.get(regular);
  body.get(missing);
  body.op(Op.i32Eqz);
  body.op(Op.i32And);
  return body;
}

/** Loops over the plane; `emit` gets the pointer. */
function sweep(v: VectorCode, emit: (pointer: number) => void): void {
  const { body } = v;
  const end = body.local(I32);
  body.get(PLANE);
  body.i32(planeBytes(v.lanes));
  body.op(Op.i32Add);
  body.set(end);
  body.loop();
  v.scoped(() => {
    emit(PLANE);
    return [];
  });
  body.get(PLANE);
  body.i32(16 * v.unroll);
  body.op(Op.i32Add);
  body.tee(PLANE);
  body.get(end);
  body.op(Op.i32LtU);
  body.branchIf(0);
  body.end();
}

/** The shift K in all lanes. */
function emitShift(v: VectorCode): Vector {
  return loadScale(v, SCALE, SCALES.shift);
}

/** A double of the record of scales, in all lanes of the run's float type. */
export function loadScale(v: VectorCode, scales: number, offset: number): Vector {
  const single = v.lanes.type === "float32";
  return v.preload(`scale ${scales} ${offset}`, () => {
    const { prologue } = v.body;
    prologue.get(scales);
    prologue.memory(Memory.f64Load, 3, offset);
    if (single) prologue.op(Op.f32DemoteF64);
    prologue.simd(single ? Simd.f32x4Splat : Simd.f64x2Splat);
  });
}

function newTotals(v: VectorCode): Totals {
  const start = (value: number): Vector => {
    const total = v.allocate();
    v.copyInto(total, v.float(value));
    return total;
  };
  return {
    sum: start(0),
    squares: start(0),
    min: start(Number.POSITIVE_INFINITY),
    max: start(Number.NEGATIVE_INFINITY),
  };
}

function accumulate(
  v: VectorCode,
  totals: Totals,
  x: Vector,
  shift: Vector,
  mask: Vector | undefined,
): void {
  const centred = v.sub(mask ? v.select(mask, x, shift) : x, shift);
  const low = mask ? v.select(mask, x, v.float(Number.POSITIVE_INFINITY)) : x;
  const high = mask ? v.select(mask, x, v.float(Number.NEGATIVE_INFINITY)) : x;
  v.copyInto(totals.sum, v.add(totals.sum, centred));
  v.copyInto(totals.squares, v.madd(centred, centred, totals.squares));
  v.copyInto(totals.min, v.apply(v.lanes.pmin, totals.min, low));
  v.copyInto(totals.max, v.apply(v.lanes.pmax, totals.max, high));
}

/** The tile's Σ(x−K) and Σ(x−K)² as the two lanes of a double-precision vector. */
function pairOfSums(v: VectorCode, { sum, squares }: Totals): Vector {
  const wide = v.single().wide();
  const first = doublesOf(v, sum);
  const second = doublesOf(v, squares);
  const even = wide.shuffle(first, second, [0, 1, 4, 5]);
  const odd = wide.shuffle(first, second, [2, 3, 6, 7]);
  return wide.add(even, odd);
}

/** All lanes of all copies of a total, added up into two doubles. */
function doublesOf(v: VectorCode, total: Vector): Vector {
  const single = v.single();
  const wide = single.wide();
  const parts = total.map((local): Vector => {
    if (v.lanes.type === "float64") return [local];
    const low = single.apply(Simd.f64x2PromoteLowF32x4, [local]);
    const upper = single.shuffle([local], [local], [2, 3, 2, 3]);
    return wide.add(low, single.apply(Simd.f64x2PromoteLowF32x4, upper));
  });
  return parts.reduce((a, b) => wide.add(a, b));
}

/** Whether both sums are below their limit, as an i32 local; not so if one is NaN. */
function withinLimit({ body }: VectorCode, [sums = 0]: Vector): number {
  const regular = body.local(I32);
  body.get(sums);
  body.simd(Simd.f64x2Abs);
  body.get(SCALE);
  body.simdMemory(SimdMemory.load, 3, SCALES.limit);
  body.simd(Simd.f64x2Lt);
  body.simd(Simd.i64x2AllTrue);
  body.set(regular);
  return regular;
}

/**
 * Adds a pair of sums to the record, split by pre-rounding into parts whose totals are exact, so that
 * the result doesn't depend on the order of tiles (Demmel and Nguyen, ARITH 2013).
 */
function addSums(v: VectorCode, sums: Vector): void {
  const wide = v.single().wide();
  let rest = sums;
  for (let part = 0; part < 3; part++) {
    const rounding = wide.load(SCALE, SCALES.rounding + part * 16);
    const rounded = wide.sub(wide.add(rest, rounding), rounding);
    const total = wide.load(RECORD, MOMENTS.sums + part * 16);
    wide.store(RECORD, MOMENTS.sums + part * 16, wide.add(total, rounded));
    rest = wide.sub(rest, rounded);
  }
}

function addExtremes(v: VectorCode, { min, max }: Totals): void {
  const single = v.single();
  const { pmin, pmax } = v.lanes;
  const lowest = min.reduce<Vector>(
    (a, b) => single.apply(pmin, a, [b]),
    single.load(RECORD, MOMENTS.min),
  );
  const highest = max.reduce<Vector>(
    (a, b) => single.apply(pmax, a, [b]),
    single.load(RECORD, MOMENTS.max),
  );
  single.store(RECORD, MOMENTS.min, lowest);
  single.store(RECORD, MOMENTS.max, highest);
}

/** Adds up counters in the lanes of some vectors, whose upper halves are 0 in lanes of 64 bits. */
function countLanes(v: VectorCode, counters: Vector, result: number): void {
  const { body } = v;
  for (const counter of counters) {
    for (let lane = 0; lane < 4; lane += v.lanes.bytes / 4) {
      body.get(counter);
      body.lane(Lane.i32x4Extract, lane);
      body.get(result);
      body.op(Op.i32Add);
      body.set(result);
    }
  }
}
