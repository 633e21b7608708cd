import { DriftgraphError } from "../errors/error.ts";
import { nearest } from "../errors/nearest.ts";

/** An error for an unknown name, with the nearest one. */
export function unknown(
  code: "unknown-name" | "unknown-parameter" | "unknown-option",
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

const SEEDS = 1n << 64n;

/** Checks that a seed fits 64 bits. */
export function seed(given: number | bigint): bigint {
  const whole = typeof given === "bigint" || Number.isSafeInteger(given);
  const value = whole ? BigInt(given) : -1n;
  if (value >= 0n && value < SEEDS) return value;
  throw new DriftgraphError(
    "invalid-option",
    `seed is ${given}, expected a whole number from 0 to 2^64 − 1${typeof given === "number" && given > Number.MAX_SAFE_INTEGER ? ", as a bigint if it is above 2^53" : ""}`,
  );
}
