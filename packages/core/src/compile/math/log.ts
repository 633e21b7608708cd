import type { LaneType } from "../lanes.ts";
import type { Vector, VectorCode } from "../vector-code.ts";
import { polynomial } from "./polynomial.ts";
import { fromInteger } from "./precision.ts";

/** Coefficients of (log(1+f) − 2s)/s in powers of z = s², s = f/(2+f), from the first on (fdlibm). */
export const LOG_SERIES: { readonly [T in LaneType]: readonly number[] } = {
  float32: [0.66666662693, 0.4000097215, 0.28498786688, 0.24279078841],
  float64: [
    6.66666666666673513e-1, 3.999999999940941908e-1, 2.857142874366239149e-1,
    2.222219843214978396e-1, 1.818357216161805012e-1, 1.531383769920937332e-1,
    1.479819860511658591e-1,
  ],
};
/** ln 2 in two parts, the first with so few bits that its multiples are exact. */
export const LOG_LN2: { readonly [T in LaneType]: readonly [high: number, low: number] } = {
  float32: [0.69313812256, 9.0580006145e-6],
  float64: [6.9314718036912381649e-1, 1.90821492927058770002e-10],
};
const SQRT_HALF: { readonly [T in LaneType]: bigint } = {
  float32: 0x3f3504f3n,
  float64: 0x3fe6a09e667f3bcdn,
};
const SMALLEST_NORMAL: { readonly [T in LaneType]: number } = {
  float32: 2 ** -126,
  float64: 2 ** -1022,
};
/** Subnormal inputs are scaled up by two to this. */
const SCALE = 54;

/** A positive, finite number taken apart: x = 2^exponent·(1 + f) with 1 + f in [√½, √2). */
export interface Decomposed {
  readonly exponent: Vector;
  readonly f: Vector;
}

/** Takes positive finite numbers apart, subnormal ones too. */
export function decompose(v: VectorCode, x: Vector): Decomposed {
  const { lanes } = v;
  const tiny = v.apply(lanes.lt, x, v.float(SMALLEST_NORMAL[lanes.type]));
  const normal = v.select(tiny, v.mul(x, v.float(2 ** SCALE)), x);
  const shifted = v.apply(lanes.intSub, normal, v.int(SQRT_HALF[lanes.type]));
  const power = v.shift(lanes.shiftRight, shifted, lanes.mantissaBits);
  const mantissa = v.apply(
    lanes.intSub,
    normal,
    v.shift(lanes.shiftLeft, power, lanes.mantissaBits),
  );
  const exponent = v.sub(fromInteger(v, power), v.and(tiny, v.float(SCALE)));
  return { exponent, f: v.sub(mantissa, v.float(1)) };
}

/** The natural logarithm, to 2 ulp: −∞ at 0, NaN below. */
export function log(v: VectorCode, x: Vector): Vector {
  return v.scoped(() => withSpecials(v, x, logOfPositive(v, x)));
}

/** The natural logarithm of positive finite numbers. */
export function logOfPositive(v: VectorCode, x: Vector): Vector {
  const { type } = v.lanes;
  const [ln2High, ln2Low] = LOG_LN2[type];
  const { exponent, f } = decompose(v, x);
  const s = v.div(f, v.add(v.float(2), f));
  const z = v.mul(s, s);
  const series = v.mul(z, polynomial(v, z, LOG_SERIES[type]));
  const half = v.mul(v.mul(v.float(0.5), f), f);
  const tail = v.madd(exponent, v.float(ln2Low), v.mul(s, v.add(half, series)));
  return v.madd(exponent, v.float(ln2High), v.sub(f, v.sub(half, tail)));
}

/** The logarithm's values where the number is not positive and finite. */
export function withSpecials(v: VectorCode, x: Vector, value: Vector): Vector {
  const { lanes } = v;
  const zero = v.float(0);
  const regular = v.and(
    v.apply(lanes.gt, x, zero),
    v.apply(lanes.lt, x, v.float(Number.POSITIVE_INFINITY)),
  );
  // √x is NaN below zero and keeps NaN and +∞.
  const special = v.select(
    v.apply(lanes.eq, x, zero),
    v.float(Number.NEGATIVE_INFINITY),
    v.apply(lanes.sqrt, x),
  );
  return v.select(regular, value, special);
}
