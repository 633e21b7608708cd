import type { Vector, VectorCode } from "../vector-code.ts";
import { Simd } from "../wasm/opcodes.ts";

/** The two halves of a vector of single-precision values, in double precision. */
export function widen(v: VectorCode, x: Vector): [Vector, Vector] {
  const low = v.apply(Simd.f64x2PromoteLowF32x4, x);
  const high = v.apply(Simd.f64x2PromoteLowF32x4, v.shuffle(x, x, [2, 3, 2, 3]));
  return [low, high];
}

/** A vector of single-precision values from its two halves in double precision. */
export function narrow(v: VectorCode, low: Vector, high: Vector): Vector {
  const a = v.apply(Simd.f32x4DemoteF64x2Zero, low);
  const b = v.apply(Simd.f32x4DemoteF64x2Zero, high);
  return v.shuffle(a, b, [0, 1, 4, 5]);
}

/** 1.5·2^mantissaBits: adding it to a small whole number puts that number into the lowest bits. */
function roundingShift(v: VectorCode): number {
  return 1.5 * 2 ** v.lanes.mantissaBits;
}

/** The integers of whole floats below 2^22 (single) or 2^51 (double precision). */
export function toInteger(v: VectorCode, whole: Vector): Vector {
  const shift = v.float(roundingShift(v));
  return v.apply(v.lanes.intSub, v.add(whole, shift), shift);
}

/** The floats of small integers: the inverse of `toInteger`. */
export function fromInteger(v: VectorCode, integer: Vector): Vector {
  const shift = v.float(roundingShift(v));
  return v.sub(v.apply(v.lanes.intAdd, integer, shift), shift);
}

/** Bounds a value from both sides and lets NaN through. */
export function clamp(v: VectorCode, x: Vector, low: number, high: number): Vector {
  const below = v.apply(v.lanes.pmin, x, v.float(high));
  return v.apply(v.lanes.pmax, below, v.float(low));
}

/** |magnitude| with the sign of `sign`. */
export function copySign(v: VectorCode, magnitude: Vector, sign: Vector): Vector {
  return v.select(v.signBit(), sign, magnitude);
}
