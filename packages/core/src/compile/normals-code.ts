import { type KernelCode, vectorCode, WORD_PLANE_BYTES } from "./kernel-code.ts";
import { planeBytes } from "./kernel-layout.ts";
import { logOfPositive } from "./math/log.ts";
import { polynomial } from "./math/polynomial.ts";
import type { Vector, VectorCode } from "./vector-code.ts";
import { FunctionBody } from "./wasm/function.ts";
import { I32, Op, Simd } from "./wasm/opcodes.ts";

/** −2 ln(1 + f)/f on √½ − 1 ≤ f ≤ √2 − 1; relative error 1.7e-7. */
const MINUS_TWO_LOG = [
  -1.99999989061969, 1.0000073024344667, -0.6667011788004411, 0.4993981827363594,
  -0.3980033106982933, 0.34501657825491144, -0.32445160805520973, 0.2021379664413473,
];
/** −sin(πy)/y in powers of y² on |y| ≤ ½; error 3e-9. */
const MINUS_SINE = [
  -3.1415925800434135, 5.16770687887688, -2.5500313766930938, 0.5980451713590124,
  -0.07722012445536641,
];
/** cos(πy) in powers of y² on |y| ≤ ½; error 5e-8. */
const COSINE = [
  0.9999999534667744, -4.934792858676923, 4.058411914195297, -1.3318801614780256,
  0.21969679912195506,
];

const SQRT_HALF_BITS = 0x3f3504f3;

/**
 * `normals(words, target, pairs)`: Box–Muller of pairs of planes of words; in single precision the
 * normals may take the place of the words.
 */
export function emitNormals(kernel: KernelCode): FunctionBody {
  return kernel.lanes.type === "float32" ? emitSingle(kernel) : emitDouble(kernel);
}

/**
 * Two loops over each pair of planes, the squares of the radii first: the processor overlaps turns of a
 * loop only as far as its window reaches, so two short chains of dependent instructions beat a long one.
 */
function emitSingle(kernel: KernelCode): FunctionBody {
  // The first parameter is the context, for the pool of constants.
  const body = new FunctionBody([I32, I32, I32, I32]);
  const v = vectorCode(body, kernel);
  const [words, target, pairs] = [1, 2, 3];
  const plane = planeBytes(kernel.lanes);
  body.loop();
  planeLoop(body, words, () => {
    const a = v.apply(Simd.f32x4ConvertI32x4S, v.load(words, 0));
    v.store(words, 0, minusTwoLog(v, a));
    body.advance(words, 16 * v.unroll);
  });
  body.advance(words, -plane);
  planeLoop(body, words, () => {
    const radius = v.apply(v.lanes.sqrt, v.load(words, 0));
    const b = v.apply(Simd.f32x4ConvertI32x4S, v.load(words, WORD_PLANE_BYTES));
    storeNormals(v, radius, b, target, 0);
    body.advance(words, 16 * v.unroll);
    body.advance(target, 16 * v.unroll);
  });
  nextPair(body, words, target, pairs, plane);
  body.end();
  return body;
}

function emitDouble(kernel: KernelCode): FunctionBody {
  const body = new FunctionBody([I32, I32, I32, I32]);
  const v = vectorCode(body, kernel, 1);
  const [words, target, pairs] = [1, 2, 3];
  body.loop();
  planeLoop(body, words, () => {
    const first = v.load(words, 0);
    const second = v.load(words, WORD_PLANE_BYTES);
    [0, 1].forEach((half) => {
      const pick = (x: Vector): Vector => {
        const part = half === 0 ? x : v.shuffle(x, x, [2, 3, 2, 3]);
        return v.apply(Simd.f64x2ConvertLowI32x4S, part);
      };
      storeNormals(v, radiusOf(v, pick(first)), pick(second), target, half * 16);
    });
    body.advance(words, 16);
    body.advance(target, 32);
  });
  nextPair(body, words, target, pairs, planeBytes(kernel.lanes));
  body.end();
  return body;
}

/** Loops over the vectors of a plane of words; `emit` advances the pointer. */
function planeLoop(body: FunctionBody, words: number, emit: () => void): void {
  const end = body.local(I32);
  body.get(words);
  body.i32(WORD_PLANE_BYTES);
  body.op(Op.i32Add);
  body.set(end);
  body.loop();
  emit();
  body.get(words);
  body.get(end);
  body.op(Op.i32LtU);
  body.branchIf(0);
  body.end();
}

/** Goes on to the next pair of planes, if any. */
function nextPair(
  body: FunctionBody,
  words: number,
  target: number,
  pairs: number,
  targetPlane: number,
): void {
  body.advance(words, WORD_PLANE_BYTES);
  body.advance(target, targetPlane);
  body.get(pairs);
  body.i32(1);
  body.op(Op.i32Sub);
  body.tee(pairs);
  body.branchIf(0);
}

/**
 * The four standard normals of a block of words, in 32-bit lanes; in double precision of the words in the
 * lower two lanes.
 */
export function normalsOfBlock(v: VectorCode, words: readonly Vector[]): Vector[] {
  const [a = [], b = [], c = [], d = []] = words;
  return [...pairOfWords(v, a, b), ...pairOfWords(v, c, d)];
}

function pairOfWords(v: VectorCode, a: Vector, b: Vector): Vector[] {
  if (v.lanes.type === "float32") {
    const log = minusTwoLog(v, v.apply(Simd.f32x4ConvertI32x4S, a));
    return polar(v, v.apply(v.lanes.sqrt, log), v.apply(Simd.f32x4ConvertI32x4S, b));
  }
  return polar(
    v,
    radiusOf(v, v.apply(Simd.f64x2ConvertLowI32x4S, a)),
    v.apply(Simd.f64x2ConvertLowI32x4S, b),
  );
}

/** √(−2 ln((|a| + ½)·2⁻³¹)) in double precision. */
function radiusOf(v: VectorCode, a: Vector): Vector {
  const u = v.mul(v.add(v.apply(v.lanes.abs, a), v.float(0.5)), v.float(2 ** -31));
  const log = logOfPositive(v, v.apply(v.lanes.pmin, u, v.float(1)));
  return v.apply(v.lanes.sqrt, v.mul(v.float(-2), log));
}

/** −2 ln((|a| + ½)·2⁻³¹) in single precision; never negative, since |a| ≤ 2³¹. */
function minusTwoLog(v: VectorCode, a: Vector): Vector {
  return v.scoped(() => {
    const scaled = v.add(v.apply(v.lanes.abs, a), v.float(0.5));
    const shifted = v.apply(v.lanes.intSub, scaled, v.int32(SQRT_HALF_BITS + (31 << 23)));
    const exponent = v.apply(Simd.f32x4ConvertI32x4S, v.shift(v.lanes.shiftRight, shifted, 23));
    const mantissa = v.apply(
      v.lanes.intAdd,
      v.and(shifted, v.int32(0x7fffff)),
      v.int32(SQRT_HALF_BITS),
    );
    const f = v.sub(mantissa, v.float(1));
    const log = v.mul(f, polynomial(v, f, MINUS_TWO_LOG));
    return v.madd(exponent, v.float(-2 * Math.LN2), log);
  });
}

/** Stores r cos θ and r sin θ for θ = π·b·2⁻³¹. */
function storeNormals(v: VectorCode, r: Vector, b: Vector, target: number, offset: number): void {
  v.scoped(() => {
    const [first = [], second = []] = polar(v, r, b);
    v.store(target, offset, first);
    v.store(target, offset + planeBytes(v.lanes), second);
    return second;
  });
}

/**
 * r cos θ and r sin θ for θ = π·b·2⁻³¹: with y = |θ|/π − ½ in [−½, ½], cos θ = −sin(πy) and
 * |sin θ| = cos(πy).
 */
function polar(v: VectorCode, r: Vector, b: Vector): Vector[] {
  return v.scoped(() => {
    const double = v.lanes.type === "float64";
    const y = v.madd(v.apply(v.lanes.abs, b), v.float(2 ** -31), v.float(-0.5));
    const z = v.mul(y, y);
    const sine = polynomial(v, z, double ? taylor(-Math.PI, 1, 11) : MINUS_SINE);
    const cosine = polynomial(v, z, double ? taylor(1, 0, 12) : COSINE);
    const signed = v.xor(r, v.and(b, v.signBit()));
    return [v.mul(v.mul(r, y), sine), v.mul(signed, cosine)];
  });
}

/** Taylor coefficients of a sine (power 1) or cosine (power 0) of πy, times `first`. */
function taylor(first: number, power: number, terms: number): number[] {
  const coefficients = [first];
  for (let i = 1; i < terms; i++) {
    const n = 2 * i + power;
    coefficients.push((-(coefficients[i - 1] ?? 0) * Math.PI * Math.PI) / (n * (n - 1)));
  }
  return coefficients;
}
