import type { Vector, VectorCode } from "../vector-code.ts";

/**
 * Σ coefficients[i]·xⁱ: by Horner's rule where FMA makes it short, else by Estrin's scheme, whose
 * dependency chain is shorter.
 */
export function polynomial(v: VectorCode, x: Vector, coefficients: readonly number[]): Vector {
  const terms = coefficients.map((value) => v.float(value));
  return v.scoped(() => (v.fma ? horner(v, x, terms) : estrin(v, x, terms)));
}

function horner(v: VectorCode, x: Vector, terms: readonly Vector[]): Vector {
  return terms.reduceRight((sum, term) => v.madd(sum, x, term));
}

function estrin(v: VectorCode, x: Vector, terms: readonly Vector[]): Vector {
  const [only] = terms;
  if (only && terms.length === 1) return only;
  const pairs: Vector[] = [];
  for (let i = 0; i < terms.length; i += 2) {
    const [low, high] = [terms[i], terms[i + 1]];
    if (low && high) pairs.push(v.madd(high, x, low));
    else if (low) pairs.push(low);
  }
  const [whole] = pairs;
  return whole && pairs.length === 1 ? whole : estrin(v, v.mul(x, x), pairs);
}
