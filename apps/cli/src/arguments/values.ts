import { UsageError } from "./usage-error.ts";

const DECIMAL = /^[+-]?(\d[\d_]*\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/**
 * A number as people type it: `0.1`, `1e-3`, `100_000`, `100,000` is refused as ambiguous.
 *
 * @throws UsageError that names the option.
 */
export function readNumber(option: string, text: string): number {
  const value = DECIMAL.test(text) ? Number(text.replaceAll("_", "")) : Number.NaN;
  if (Number.isFinite(value)) return value;
  throw new UsageError(`${option} is "${text}", expected a number`);
}

/** A 64-bit seed, exact beyond 2^53. */
export function readSeed(option: string, text: string): bigint {
  if (/^\d+$/.test(text)) return BigInt(text);
  throw new UsageError(`${option} is "${text}", expected a whole number from 0`);
}

/** One of a few words. */
export function readChoice<T extends string>(
  option: string,
  text: string,
  choices: readonly T[],
): T {
  const found = choices.find((choice) => choice === text);
  if (found !== undefined) return found;
  throw new UsageError(`${option} is "${text}", expected ${either(choices)}`, {
    misspelt: { given: text, candidates: choices },
  });
}

/** `name=value` entries as a record. */
export function readAssignments(
  option: string,
  entries: readonly string[],
): Record<string, number> {
  const values = new Map<string, number>();
  for (const entry of entries) {
    const { name, text } = splitAssignment(option, entry, "name=value");
    if (values.has(name)) throw new UsageError(`${option} sets ${name} twice`);
    values.set(name, readNumber(`${option} ${name}`, text));
  }
  return Object.fromEntries(values);
}

/** One parameter of a sweep: `name=from:to:count`. */
export interface SweepRange {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/** `name=from:to:count` entries. */
export function readSweeps(option: string, entries: readonly string[]): SweepRange[] {
  const ranges = entries.map((entry) => readSweep(option, entry));
  const names = ranges.map(({ name }) => name);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) throw new UsageError(`${option} sweeps ${twice} twice`);
  return ranges;
}

function readSweep(option: string, entry: string): SweepRange {
  const form = "name=from:to:count";
  const { name, text } = splitAssignment(option, entry, form);
  const parts = text.split(":");
  const [from, to, count] = parts.map((part) => readNumber(`${option} ${name}`, part));
  if (parts.length !== 3 || from === undefined || to === undefined || count === undefined) {
    throw new UsageError(`${option} is "${entry}", expected ${form}`);
  }
  if (!Number.isSafeInteger(count) || count < 1) {
    throw new UsageError(`${option} ${name} has ${count} values, expected a whole number from 1`);
  }
  return { name, from, to, count };
}

function splitAssignment(
  option: string,
  entry: string,
  form: string,
): { name: string; text: string } {
  const at = entry.indexOf("=");
  if (at < 1 || at === entry.length - 1)
    throw new UsageError(`${option} is "${entry}", expected ${form}`);
  return { name: entry.slice(0, at).trim(), text: entry.slice(at + 1).trim() };
}

/** The choices as a sentence has them: `a, b or c`. */
function either(choices: readonly string[]): string {
  const last = choices.at(-1) ?? "";
  return choices.length < 2 ? last : `${choices.slice(0, -1).join(", ")} or ${last}`;
}
