import type { Vector, VectorCode } from "../vector-code.ts";
import { polynomial } from "./polynomial.ts";
import { copySign } from "./precision.ts";

/** tan(3π/8): above, atan x = π/2 − atan(1/x). */
const STEEP = 2.4142135623730950488;
/** Above, but not steep, atan x = π/4 + atan((x − 1)/(x + 1)). */
const MIDDLE = { float32: 0.414213562373095, float64: 0.66 } as const;
/** What is lost of π/2 and π/4 in double precision. */
const LOST = 6.12323399573676588613e-17;
/** (atan x − x)/x³ in powers of x² for small x (Cephes). */
const SINGLE = [-3.33329491539e-1, 1.99777106478e-1, -1.38776856032e-1, 8.05374449538e-2];
/** The same as a quotient of polynomials (Cephes). */
const NUMERATOR = [
  -6.485021904942025371773e1, -1.22886668449013617341e2, -7.50085579231470466734e1,
  -1.615753718733365076637e1, -8.750608600031904122785e-1,
];
const DENOMINATOR = [
  1.945506571482613964425e2, 4.853903996359136964868e2, 4.328810604912902668951e2,
  1.650270098316988542046e2, 2.485846490142306297962e1, 1,
];

/** atan x, to 3 ulp; ±π/2 at ±∞. */
export function atan(v: VectorCode, x: Vector): Vector {
  return v.scoped(() => {
    const { abs, gt, type } = v.lanes;
    const a = v.apply(abs, x);
    const one = v.float(1);
    const zero = v.float(0);
    const steep = v.apply(gt, a, v.float(STEEP));
    const middle = v.apply(gt, a, v.float(MIDDLE[type]));
    const numerator = v.select(steep, v.float(-1), v.select(middle, v.sub(a, one), a));
    const denominator = v.select(steep, a, v.select(middle, v.add(a, one), one));
    const base = v.select(
      steep,
      v.float(Math.PI / 2),
      v.select(middle, v.float(Math.PI / 4), zero),
    );
    const lost = v.select(steep, v.float(LOST), v.select(middle, v.float(LOST / 2), zero));
    const t = v.div(numerator, denominator);
    const z = v.mul(t, t);
    const tail = v.add(v.mul(v.mul(z, series(v, z)), t), lost);
    return copySign(v, v.add(base, v.add(t, tail)), x);
  });
}

function series(v: VectorCode, z: Vector): Vector {
  if (v.lanes.type === "float32") return polynomial(v, z, SINGLE);
  return v.div(polynomial(v, z, NUMERATOR), polynomial(v, z, DENOMINATOR));
}

/** asin x = atan(x / √((1 − x)(1 + x))), to 4 ulp; NaN outside [−1, 1]. */
export function asin(v: VectorCode, x: Vector): Vector {
  return v.scoped(() => {
    const one = v.float(1);
    const root = v.apply(v.lanes.sqrt, v.mul(v.sub(one, x), v.add(one, x)));
    return atan(v, v.div(x, root));
  });
}

/** acos x = 2 atan √((1 − x)/(1 + x)), to 4 ulp; NaN outside [−1, 1]. */
export function acos(v: VectorCode, x: Vector): Vector {
  return v.scoped(() => {
    const one = v.float(1);
    const root = v.apply(v.lanes.sqrt, v.div(v.sub(one, x), v.add(one, x)));
    return v.mul(v.float(2), atan(v, root));
  });
}
