/** Whether a value parsed from JSON is of a type. */
export type Check<T> = (value: unknown) => value is T;

export const string: Check<string> = (value) => typeof value === "string";
export const number: Check<number> = (value) => typeof value === "number";
export const boolean: Check<boolean> = (value) => typeof value === "boolean";

/** One of some strings. */
export function oneOf<const T extends string>(...names: readonly T[]): Check<T> {
  return (value): value is T => names.some((name) => name === value);
}

export function either<A, B>(a: Check<A>, b: Check<B>): Check<A | B> {
  return (value): value is A | B => a(value) || b(value);
}

export function nullable<T>(check: Check<T>): Check<T | null> {
  return (value): value is T | null => value === null || check(value);
}

/** A field that may be left out. */
export function optional<T>(check: Check<T>): Check<T | undefined> {
  return (value): value is T | undefined => value === undefined || check(value);
}

export function array<T>(check: Check<T>): Check<readonly T[]> {
  return (value): value is readonly T[] => Array.isArray(value) && value.every(check);
}

/** An object used as a map. */
export function mapOf<T>(check: Check<T>): Check<Readonly<Record<string, T>>> {
  return (value): value is Readonly<Record<string, T>> =>
    isObject(value) && Object.values(value).every(check);
}

/** An object with given fields; others are let pass, since newer logs may have more. */
export function object<T extends object>(
  fields: {
    readonly [K in keyof T]-?: Check<T[K]>;
  },
): Check<T> {
  const checks = Object.entries<Check<unknown>>(fields);
  return (value): value is T =>
    isObject(value) && checks.every(([name, check]) => check(value[name]));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
