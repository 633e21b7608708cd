import type { LaneType } from "../lanes.ts";
import type { Vector, VectorCode } from "../vector-code.ts";
import { exp } from "./exp.ts";
import { polynomial } from "./polynomial.ts";
import { copySign } from "./precision.ts";

/** Terms of sinh's Taylor series on |x| ≤ 1. */
const TERMS: { readonly [T in LaneType]: number } = { float32: 6, float64: 10 };

/** sinh x, to 6 ulp. */
export function sinh(v: VectorCode, x: Vector): Vector {
  return v.scoped(() => {
    const { abs, lt } = v.lanes;
    const a = v.apply(abs, x);
    const { up, down } = halfExponentials(v, a);
    const large = copySign(v, v.sub(up, down), x);
    return v.select(v.apply(lt, a, v.float(1)), smallSinh(v, x), large);
  });
}

/** cosh x, to 6 ulp. */
export function cosh(v: VectorCode, x: Vector): Vector {
  return v.scoped(() => {
    const { up, down } = halfExponentials(v, v.apply(v.lanes.abs, x));
    return v.add(up, down);
  });
}

/** tanh x, to 4 ulp: sinh x / √(1 + sinh² x) near zero, 1 − 2/(e^2x + 1) elsewhere. */
export function tanh(v: VectorCode, x: Vector): Vector {
  return v.scoped(() => {
    const { abs, lt, sqrt } = v.lanes;
    const one = v.float(1);
    const two = v.float(2);
    const a = v.apply(abs, x);
    const s = smallSinh(v, x);
    const small = v.div(s, v.apply(sqrt, v.madd(s, s, one)));
    const large = v.sub(one, v.div(two, v.add(exp(v, v.mul(two, a)), one)));
    return v.select(v.apply(lt, a, one), small, copySign(v, large, x));
  });
}

/** e^a/2 and e^−a/2, by the square of e^(a/2), so that neither overflows before the result does. */
function halfExponentials(v: VectorCode, a: Vector): { up: Vector; down: Vector } {
  const half = v.float(0.5);
  const root = exp(v, v.mul(half, a));
  return { up: v.mul(v.mul(half, root), root), down: v.div(half, v.mul(root, root)) };
}

function smallSinh(v: VectorCode, x: Vector): Vector {
  const z = v.mul(x, x);
  const coefficients = [1];
  for (let i = 1; i < TERMS[v.lanes.type]; i++) {
    coefficients.push((coefficients[i - 1] ?? 0) / (2 * i * (2 * i + 1)));
  }
  const tail = v.mul(z, polynomial(v, z, coefficients.slice(1)));
  return v.madd(x, tail, x);
}
