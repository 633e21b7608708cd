import { DriftgraphError } from "../errors/error.ts";
import { nearest } from "../errors/nearest.ts";

/** An error for an unknown name, with the nearest one. */
export function unknown(
  code: "unknown-name" | "unknown-parameter",
  what: string,
  name: string,
  names: readonly string[],
): DriftgraphError {
  const near = nearest(name, names);
  return new DriftgraphError(
    code,
    `unknown ${what} "${name}", expected one of ${names.join(", ")}`,
    {
      hint: near ? `Did you mean "${near}"?` : undefined,
    },
  );
}

/** Checks that a number is finite. */
export function finite(what: string, value: number): number {
  if (Number.isFinite(value)) return value;
  throw new DriftgraphError(
    "non-finite-parameter",
    `${what} is ${value}, expected a finite number`,
  );
}

/** Checks that a number is whole and within bounds. */
export function integer(what: string, value: number, low: number, high: number): number {
  if (Number.isSafeInteger(value) && value >= low && value <= high) return value;
  const bounds = `a whole number from ${low} to ${high}`;
  throw new DriftgraphError("invalid-option", `${what} is ${value}, expected ${bounds}`);
}

/** Checks that a word is one of those allowed. */
export function oneOf<T extends string>(what: string, value: string, values: readonly T[]): T {
  const found = values.find((candidate) => candidate === value);
  if (found) return found;
  throw new DriftgraphError(
    "invalid-option",
    `${what} is "${value}", expected one of ${values.join(", ")}`,
  );
}

/** Checks that a seed fits 64 bits. */
export function seed(given: number | bigint): bigint {
  if (typeof given === "number") integer("seed", given, 0, Number.MAX_SAFE_INTEGER);
  const value = BigInt(given);
  if (value >= 0n && value < 1n << 64n) return value;
  throw new DriftgraphError(
    "invalid-option",
    `seed is ${given}, expected a whole number from 0 to 2^64 − 1`,
  );
}
