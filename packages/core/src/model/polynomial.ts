/**
 * A sum of monomials: the monomial's key → its coefficient. A monomial is a product of powers of
 * atoms, which are known by number; `3:2 7:-1` is a₃²/a₇, and "" is 1. No coefficient is zero.
 */
export type Polynomial = ReadonlyMap<string, number>;

/** The powers of a monomial, by atom. */
export type Powers = ReadonlyMap<number, number>;

/** Beyond this many monomials we give up, and prove nothing. */
const MAX_TERMS = 500;

export const ZERO: Polynomial = new Map();

/** A polynomial of one term. */
export function monomial(powers: Powers, coefficient: number): Polynomial {
  return coefficient === 0 ? ZERO : new Map([[keyOf(powers), coefficient]]);
}

/** A polynomial without atoms. */
export function scalar(value: number): Polynomial {
  return monomial(new Map(), value);
}

/** The terms of a polynomial. */
export function termsOf(polynomial: Polynomial): { powers: Powers; coefficient: number }[] {
  return [...polynomial].map(([key, coefficient]) => ({ powers: powersOf(key), coefficient }));
}

/** The value of a polynomial without atoms; undefined if it has any. */
export function scalarValue(polynomial: Polynomial): number | undefined {
  if (polynomial.size === 0) return 0;
  return polynomial.size === 1 ? polynomial.get("") : undefined;
}

export function scaled(polynomial: Polynomial, factor: number): Polynomial {
  if (factor === 0) return ZERO;
  return new Map([...polynomial].map(([key, coefficient]) => [key, coefficient * factor]));
}

/** a + b; undefined if that has too many terms. */
export function sum(a: Polynomial, b: Polynomial): Polynomial | undefined {
  const result = new Map(a);
  for (const [key, coefficient] of b) accumulate(result, key, coefficient);
  return result.size > MAX_TERMS ? undefined : result;
}

/** a·b; undefined if that has too many terms. */
export function product(a: Polynomial, b: Polynomial): Polynomial | undefined {
  if (a.size * b.size > MAX_TERMS * MAX_TERMS) return undefined;
  const result = new Map<string, number>();
  const right = termsOf(b);
  for (const { powers, coefficient } of termsOf(a)) {
    for (const other of right) {
      const key = keyOf(combined(powers, other.powers));
      accumulate(result, key, coefficient * other.coefficient);
    }
  }
  return result.size > MAX_TERMS ? undefined : result;
}

/** aⁿ for a whole n ≥ 0; undefined if that has too many terms. */
export function power(a: Polynomial, n: number): Polynomial | undefined {
  let result: Polynomial | undefined = scalar(1);
  for (let i = 0; i < n && result; i++) result = product(result, a);
  return result;
}

function accumulate(terms: Map<string, number>, key: string, coefficient: number): void {
  const total = (terms.get(key) ?? 0) + coefficient;
  if (total === 0) terms.delete(key);
  else terms.set(key, total);
}

function combined(a: Powers, b: Powers): Powers {
  const result = new Map(a);
  for (const [atom, power] of b) result.set(atom, (result.get(atom) ?? 0) + power);
  return result;
}

function keyOf(powers: Powers): string {
  return [...powers]
    .filter(([, power]) => power !== 0)
    .sort(([a], [b]) => a - b)
    .map(([atom, power]) => `${atom}:${power}`)
    .join(" ");
}

function powersOf(key: string): Powers {
  if (key === "") return new Map();
  return new Map(
    key.split(" ").map((part): [number, number] => {
      const [atom, power] = part.split(":").map(Number);
      return [atom ?? 0, power ?? 0];
    }),
  );
}
