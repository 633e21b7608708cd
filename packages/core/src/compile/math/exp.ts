import type { LaneType } from "../lanes.ts";
import type { Vector, VectorCode } from "../vector-code.ts";
import { polynomial } from "./polynomial.ts";
import { clamp, toInteger } from "./precision.ts";

/** ln 2 in two parts; the first has so few bits that its multiples are exact. */
const LN2: { readonly [T in LaneType]: readonly [high: number, low: number] } = {
  float32: [0.693359375, -2.1219444005469057e-4],
  float64: [6.9314718036912381649e-1, 1.90821492927058770002e-10],
};
/** Degree of the Taylor polynomial on |r| ≤ ln 2 / 2. */
const DEGREE: { readonly [T in LaneType]: number } = { float32: 7, float64: 13 };
/** Below the first the result is 0, above the second infinite. */
const RANGE: { readonly [T in LaneType]: readonly [number, number] } = {
  float32: [-105, 89],
  float64: [-746, 710],
};

/** eˣ, to 2 ulp; subnormal results are exact to one unit of the smallest subnormal. */
export function exp(v: VectorCode, x: Vector): Vector {
  return v.scoped(() => {
    const { type } = v.lanes;
    const [low, high] = RANGE[type];
    const [ln2High, ln2Low] = LN2[type];
    const bounded = clamp(v, x, low, high);
    const n = v.apply(v.lanes.nearest, v.mul(bounded, v.float(Math.LOG2E)));
    const r = v.nmadd(n, v.float(ln2Low), v.nmadd(n, v.float(ln2High), bounded));
    return scaleByPower(v, polynomial(v, r, taylor(DEGREE[type])), n);
  });
}

function taylor(degree: number): number[] {
  const coefficients = [1];
  for (let i = 1; i <= degree; i++) coefficients.push((coefficients[i - 1] ?? 0) / i);
  return coefficients;
}

/** x·2ⁿ in two factors, each of which is a normal number even where the result isn't. */
function scaleByPower(v: VectorCode, x: Vector, n: Vector): Vector {
  const whole = toInteger(v, n);
  const half = v.shift(v.lanes.shiftRight, whole, 1);
  const rest = v.apply(v.lanes.intSub, whole, half);
  return v.mul(v.mul(x, powerOfTwo(v, half)), powerOfTwo(v, rest));
}

function powerOfTwo(v: VectorCode, n: Vector): Vector {
  const { mantissaBits, bytes } = v.lanes;
  const bias = 2 ** (bytes * 8 - mantissaBits - 2) - 1;
  return v.shift(v.lanes.shiftLeft, v.apply(v.lanes.intAdd, n, v.int(bias)), mantissaBits);
}
