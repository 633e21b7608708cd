import type { RunOptions, SweepRange } from "../run/run-options.ts";

type Numbers = "paths" | "tEnd" | "dt" | "every" | "threads";

const NUMBERS: readonly Numbers[] = ["paths", "tEnd", "dt", "every", "threads"];

/**
 * Options as a message or a kept state has them: what isn't of its type is left out.
 *
 * A webview's messages are checked like anybody's input.
 */
export function readOptions(given: unknown): RunOptions {
  if (!isRecord(given)) return {};
  const numbers = NUMBERS.flatMap((name) => (isNumber(given[name]) ? [[name, given[name]]] : []));
  const { scheme, seed, dtype, backend, parameters, initial, sweep } = given;
  return {
    ...Object.fromEntries(numbers),
    ...(typeof scheme === "string" && { scheme }),
    ...(typeof seed === "string" && { seed }),
    ...((dtype === "float32" || dtype === "float64") && { dtype }),
    ...((backend === "wasm" || backend === "interpreter" || backend === "tensorflow") && {
      backend,
    }),
    ...(isRecord(parameters) && { parameters: numbersOf(parameters) }),
    ...(isRecord(initial) && { initial: numbersOf(initial) }),
    ...(Array.isArray(sweep) && { sweep: sweep.flatMap(rangeOf) }),
  };
}

function numbersOf(record: Readonly<Record<string, unknown>>): Record<string, number> {
  const entries = Object.entries(record).flatMap(([name, value]) =>
    isNumber(value) ? [[name, value]] : [],
  );
  return Object.fromEntries(entries);
}

function rangeOf(given: unknown): SweepRange[] {
  if (!isRecord(given)) return [];
  const { name, from, to, count } = given;
  return typeof name === "string" && isNumber(from) && isNumber(to) && isNumber(count)
    ? [{ name, from, to, count }]
    : [];
}

function isNumber(value: unknown): value is number {
  return typeof value === "number";
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
