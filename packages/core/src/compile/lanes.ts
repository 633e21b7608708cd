import { Simd, SimdMemory } from "./wasm/opcodes.ts";

/** The run's float type. */
export type LaneType = "float32" | "float64";

/** The instructions of a vector of floats, and of the integers of the same width that share its bits. */
export interface Lanes {
  readonly type: LaneType;
  /** Lanes in a vector of 128 bits. */
  readonly count: number;
  /** Bytes of a lane. */
  readonly bytes: number;
  readonly loadSplat: number;
  /** Bits of the mantissa without the leading one. */
  readonly mantissaBits: number;
  readonly add: number;
  readonly sub: number;
  readonly mul: number;
  readonly div: number;
  readonly sqrt: number;
  readonly abs: number;
  readonly neg: number;
  readonly floor: number;
  readonly nearest: number;
  readonly min: number;
  readonly max: number;
  readonly pmin: number;
  readonly pmax: number;
  readonly eq: number;
  readonly ne: number;
  readonly lt: number;
  readonly le: number;
  readonly gt: number;
  readonly ge: number;
  /** a·b + c and c − a·b with one rounding (relaxed SIMD). */
  readonly madd: number;
  readonly nmadd: number;
  readonly intAdd: number;
  readonly intSub: number;
  /** One bit a lane: its sign. */
  readonly bitmask: number;
  readonly shiftLeft: number;
  readonly shiftRight: number;
  readonly shiftRightUnsigned: number;
}

const F32X4: Lanes = {
  type: "float32",
  count: 4,
  bytes: 4,
  loadSplat: SimdMemory.load32Splat,
  mantissaBits: 23,
  add: Simd.f32x4Add,
  sub: Simd.f32x4Sub,
  mul: Simd.f32x4Mul,
  div: Simd.f32x4Div,
  sqrt: Simd.f32x4Sqrt,
  abs: Simd.f32x4Abs,
  neg: Simd.f32x4Neg,
  floor: Simd.f32x4Floor,
  nearest: Simd.f32x4Nearest,
  min: Simd.f32x4Min,
  max: Simd.f32x4Max,
  pmin: Simd.f32x4Pmin,
  pmax: Simd.f32x4Pmax,
  eq: Simd.f32x4Eq,
  ne: Simd.f32x4Ne,
  lt: Simd.f32x4Lt,
  le: Simd.f32x4Le,
  gt: Simd.f32x4Gt,
  ge: Simd.f32x4Ge,
  madd: Simd.relaxedMaddF32x4,
  nmadd: Simd.relaxedNmaddF32x4,
  intAdd: Simd.i32x4Add,
  intSub: Simd.i32x4Sub,
  bitmask: Simd.i32x4Bitmask,
  shiftLeft: Simd.i32x4Shl,
  shiftRight: Simd.i32x4ShrS,
  shiftRightUnsigned: Simd.i32x4ShrU,
};

const F64X2: Lanes = {
  type: "float64",
  count: 2,
  bytes: 8,
  loadSplat: SimdMemory.load64Splat,
  mantissaBits: 52,
  add: Simd.f64x2Add,
  sub: Simd.f64x2Sub,
  mul: Simd.f64x2Mul,
  div: Simd.f64x2Div,
  sqrt: Simd.f64x2Sqrt,
  abs: Simd.f64x2Abs,
  neg: Simd.f64x2Neg,
  floor: Simd.f64x2Floor,
  nearest: Simd.f64x2Nearest,
  min: Simd.f64x2Min,
  max: Simd.f64x2Max,
  pmin: Simd.f64x2Pmin,
  pmax: Simd.f64x2Pmax,
  eq: Simd.f64x2Eq,
  ne: Simd.f64x2Ne,
  lt: Simd.f64x2Lt,
  le: Simd.f64x2Le,
  gt: Simd.f64x2Gt,
  ge: Simd.f64x2Ge,
  madd: Simd.relaxedMaddF64x2,
  nmadd: Simd.relaxedNmaddF64x2,
  intAdd: Simd.i64x2Add,
  intSub: Simd.i64x2Sub,
  bitmask: Simd.i64x2Bitmask,
  shiftLeft: Simd.i64x2Shl,
  shiftRight: Simd.i64x2ShrS,
  shiftRightUnsigned: Simd.i64x2ShrU,
};

/** The instructions for each float type. */
export const LANES: { readonly [T in LaneType]: Lanes } = { float32: F32X4, float64: F64X2 };
