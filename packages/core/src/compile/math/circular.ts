import type { LaneType } from "../lanes.ts";
import type { Vector, VectorCode } from "../vector-code.ts";
import { polynomial } from "./polynomial.ts";
import { clamp, narrow, widen } from "./precision.ts";

/** π/2 in three parts, the first two with 33 bits, so that their small multiples are exact (fdlibm). */
const HALF_PI = [
  1.57079632673412561417, 6.0771005063039659766e-11, 2.02226624879595063154e-21,
] as const;

/** (sin r − r)/r³ in powers of r² on |r| ≤ π/4 (Cephes). */
const SINE: { readonly [T in LaneType]: readonly number[] } = {
  float32: [-1.6666654611e-1, 8.3321608736e-3, -1.9515295891e-4],
  float64: [
    -1.66666666666666307295e-1, 8.3333333333221185842e-3, -1.98412698295895385996e-4,
    2.75573136213857245213e-6, -2.50507477628578072866e-8, 1.5896230157654656806e-10,
  ],
};
/** (cos r − 1 + r²/2)/r⁴ in powers of r² on |r| ≤ π/4 (Cephes). */
const COSINE: { readonly [T in LaneType]: readonly number[] } = {
  float32: [4.166664568298827e-2, -1.388731625493765e-3, 2.443315711809948e-5],
  float64: [
    4.16666666666665929218e-2, -1.38888888888730564116e-3, 2.48015872888517045348e-5,
    -2.75573141792967388112e-7, 2.08757008419747316778e-9, -1.135853652138768173e-11,
  ],
};

/** An angle as quadrant·π/2 + r, |r| ≤ π/4, with the quadrant modulo 4 in a float. */
interface Reduced {
  readonly quadrant: Vector;
  readonly r: Vector;
}

/** sin x, to 2 ulp for |x| ≤ 10⁶; beyond that the error grows with |x|. NaN at ±∞. */
export function sin(v: VectorCode, x: Vector): Vector {
  return v.scoped(() => sincos(v, x)[0]);
}

/** cos x, to 2 ulp for |x| ≤ 10⁶; beyond that the error grows with |x|. NaN at ±∞. */
export function cos(v: VectorCode, x: Vector): Vector {
  return v.scoped(() => sincos(v, x)[1]);
}

/** tan x, to 4 ulp for |x| ≤ 10⁶; beyond that the error grows with |x|. NaN at ±∞. */
export function tan(v: VectorCode, x: Vector): Vector {
  return v.scoped(() => {
    const [sine, cosine] = sincos(v, x);
    return v.div(sine, cosine);
  });
}

function sincos(v: VectorCode, x: Vector): [Vector, Vector] {
  const { quadrant, r } = reduceAngle(v, x);
  const { type, ne, floor } = v.lanes;
  const z = v.mul(r, r);
  const sine = v.madd(v.mul(polynomial(v, z, SINE[type]), z), r, r);
  const fourth = v.mul(v.mul(z, z), polynomial(v, z, COSINE[type]));
  const cosine = v.add(v.sub(v.float(1), v.mul(v.float(0.5), z)), fourth);
  const half = v.mul(quadrant, v.float(0.5));
  const upper = v.apply(floor, half);
  const odd = v.apply(ne, half, upper);
  const lower = v.apply(ne, upper, v.float(0)); // quadrants 2 and 3
  const sineSign = v.and(lower, v.signBit());
  const cosineSign = v.and(v.xor(lower, odd), v.signBit());
  return [
    v.xor(v.select(odd, cosine, sine), sineSign),
    v.xor(v.select(odd, sine, cosine), cosineSign),
  ];
}

/** Reduces in double precision, which keeps single-precision angles accurate far from zero. */
function reduceAngle(v: VectorCode, x: Vector): Reduced {
  if (v.lanes.type === "float64") return reduceDouble(v, x);
  const wide = v.wide();
  const [low, high] = widen(v, x).map((half) => reduceDouble(wide, half));
  if (!low || !high) throw new Error("a vector has two halves");
  return { quadrant: narrow(v, low.quadrant, high.quadrant), r: narrow(v, low.r, high.r) };
}

function reduceDouble(v: VectorCode, x: Vector): Reduced {
  const n = v.apply(v.lanes.nearest, v.mul(x, v.float(2 / Math.PI)));
  const [first, second, third] = HALF_PI;
  const r = v.nmadd(n, v.float(third), v.nmadd(n, v.float(second), v.nmadd(n, v.float(first), x)));
  const turns = v.apply(v.lanes.floor, v.mul(n, v.float(0.25)));
  const quadrant = v.sub(n, v.mul(turns, v.float(4)));
  // Far outside the documented range r is meaningless; bounded, the result stays within [-1, 1].
  return { quadrant, r: clamp(v, r, -Math.PI / 4 - 1e-7, Math.PI / 4 + 1e-7) };
}
