import type { ElementwiseOp } from "../graph/op.ts";
import type { Lanes } from "./lanes.ts";
import { cos, sin, tan } from "./math/circular.ts";
import { exp } from "./math/exp.ts";
import { cosh, sinh, tanh } from "./math/hyperbolic.ts";
import { acos, asin, atan } from "./math/inverse-circular.ts";
import { log } from "./math/log.ts";
import { pow } from "./math/pow.ts";
import type { Vector, VectorCode } from "./vector-code.ts";

type Lowering = (v: VectorCode, a: Vector, b: Vector, c: Vector) => Vector;

const instruction =
  (pick: (lanes: Lanes) => number, arity: 1 | 2): Lowering =>
  (v, a, b) =>
    arity === 1 ? v.apply(pick(v.lanes), a) : v.apply(pick(v.lanes), a, b);

/** −1, 0 or 1; keeps ±0 and NaN. */
const sign: Lowering = (v, x) =>
  v.scoped(() => {
    const nonZero = v.apply(v.lanes.gt, v.apply(v.lanes.abs, x), v.float(0));
    return v.select(nonZero, v.or(v.and(x, v.signBit()), v.float(1)), x);
  });

/** The vector instructions of each elementwise op; truth values are lanes of ones or zeros. */
export const LOWERINGS: { readonly [O in ElementwiseOp]: Lowering } = {
  neg: instruction((lanes) => lanes.neg, 1),
  abs: instruction((lanes) => lanes.abs, 1),
  sign,
  floor: instruction((lanes) => lanes.floor, 1),
  sqrt: instruction((lanes) => lanes.sqrt, 1),
  exp,
  log,
  sin,
  cos,
  tan,
  asin,
  acos,
  atan,
  sinh,
  cosh,
  tanh,
  add: instruction((lanes) => lanes.add, 2),
  sub: instruction((lanes) => lanes.sub, 2),
  mul: instruction((lanes) => lanes.mul, 2),
  div: instruction((lanes) => lanes.div, 2),
  pow,
  min: instruction((lanes) => lanes.min, 2),
  max: instruction((lanes) => lanes.max, 2),
  less: instruction((lanes) => lanes.lt, 2),
  lessEqual: instruction((lanes) => lanes.le, 2),
  select: (v, condition, a, b) => v.select(condition, a, b),
};
