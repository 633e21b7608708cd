import type { Vector, VectorCode } from "../vector-code.ts";
import { Simd } from "../wasm/opcodes.ts";
import { exp } from "./exp.ts";
import { decompose, LOG_LN2, LOG_SERIES, log, withSpecials } from "./log.ts";
import { polynomial } from "./polynomial.ts";
import { narrow, widen } from "./precision.ts";

/** Keeps the upper 26 bits of a double's 53, so that products of two such are exact. */
const UPPER_HALF = -(1n << 27n);
/** Beyond this the exponential is 0 or infinite, and its low part is of no use. */
const LARGEST_EXPONENT = 800;

/**
 * x^y as in C99, except that (−1)^±∞ is NaN as in JavaScript; to 1 ulp in single precision, where it is
 * computed in double, and to 10 ulp in double precision, where the logarithm has 60 bits.
 */
export function pow(v: VectorCode, x: Vector, y: Vector): Vector {
  return v.scoped(() => {
    const magnitude = v.apply(v.lanes.abs, x);
    const value =
      v.lanes.type === "float32" ? powSingle(v, magnitude, y) : powDouble(v, magnitude, y);
    return withSign(v, x, y, value);
  });
}

/** x^y for x ≥ 0 in single precision, by double precision. */
function powSingle(v: VectorCode, x: Vector, y: Vector): Vector {
  const wide = v.wide();
  const [xLow, xHigh] = widen(v, x);
  const [yLow, yHigh] = widen(v, y);
  const power = (a: Vector, b: Vector): Vector =>
    wide.scoped(() => exp(wide, wide.mul(b, log(wide, a))));
  return narrow(v, power(xLow, yLow), power(xHigh, yHigh));
}

/** x^y for x ≥ 0 in double precision, with a logarithm and a product in two parts. */
function powDouble(v: VectorCode, x: Vector, y: Vector): Vector {
  const { high, low } = preciseLog(v, x);
  const [yUpper, yLower] = split(v, y);
  const [logUpper, logLower] = split(v, high);
  const product = v.mul(y, high);
  const cross = v.add(v.mul(yUpper, logLower), v.mul(yLower, logUpper));
  const error = v.add(
    v.add(v.sub(v.mul(yUpper, logUpper), product), cross),
    v.mul(yLower, logLower),
  );
  const rest = v.add(error, v.mul(y, low));
  const power = exp(v, product);
  const moderate = v.apply(v.lanes.lt, v.apply(v.lanes.abs, product), v.float(LARGEST_EXPONENT));
  return v.select(moderate, v.add(power, v.mul(power, rest)), power);
}

/** ln x as the sum of two doubles. */
function preciseLog(v: VectorCode, x: Vector): { high: Vector; low: Vector } {
  const [ln2High, ln2Low] = LOG_LN2.float64;
  const { exponent, f } = decompose(v, x);
  const two = v.float(2);
  const d = v.add(two, f);
  const dLow = v.sub(f, v.sub(d, two));
  const s = v.div(f, d);
  const [sUpper, sLower] = split(v, s);
  const [dUpper, dLower] = split(v, d);
  const remainder = v.sub(
    v.sub(v.sub(f, v.mul(sUpper, dUpper)), v.mul(sUpper, dLower)),
    v.mul(sLower, d),
  );
  const sLow = v.div(v.sub(remainder, v.mul(s, dLow)), d);
  const z = v.mul(s, s);
  const series = v.mul(s, v.mul(z, polynomial(v, z, LOG_SERIES.float64)));
  const big = v.mul(exponent, v.float(ln2High));
  const [sum, carry] = exactSum(v, big, v.add(s, s));
  const small = v.add(v.madd(exponent, v.float(ln2Low), v.add(sLow, sLow)), series);
  const [high, low] = exactSum(v, sum, v.add(carry, small));
  const regular = withSpecials(v, x, high);
  // Where x is 0, infinite or NaN the low part is meaningless; the high part alone says it.
  const finite = v.apply(v.lanes.eq, regular, high);
  return { high: regular, low: v.and(low, finite) };
}

/** a + b rounded, and what the rounding lost, for |a| ≥ |b| or a = 0. */
function exactSum(v: VectorCode, a: Vector, b: Vector): [Vector, Vector] {
  const sum = v.add(a, b);
  return [sum, v.add(v.sub(a, sum), b)];
}

function split(v: VectorCode, x: Vector): [Vector, Vector] {
  const upper = v.and(x, v.int(UPPER_HALF));
  return [upper, v.sub(x, upper)];
}

/** Gives |x|^y the sign that x^y has, and its exact values at y = 0 and x = 1. */
function withSign(v: VectorCode, x: Vector, y: Vector, value: Vector): Vector {
  const { floor, eq, ne, lt, gt } = v.lanes;
  const one = v.float(1);
  const half = v.mul(y, v.float(0.5));
  const whole = v.apply(eq, v.apply(floor, y), y);
  const odd = v.and(whole, v.apply(ne, v.apply(floor, half), half));
  const signed = v.xor(value, v.and(v.and(x, v.signBit()), odd));
  const negative = v.and(
    v.apply(lt, x, v.float(0)),
    v.apply(gt, x, v.float(Number.NEGATIVE_INFINITY)),
  );
  const undefinedRoot = v.apply(Simd.andnot, negative, whole);
  const result = v.select(undefinedRoot, v.float(Number.NaN), signed);
  const unit = v.or(v.apply(eq, y, v.float(0)), v.apply(eq, x, one));
  return v.select(unit, one, result);
}
