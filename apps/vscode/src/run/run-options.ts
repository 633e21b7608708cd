import { linearValues, type SimulateOptions } from "@driftgraph/core";

/** Evenly spaced values of one parameter. */
export interface SweepRange {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/** How a model is to be run, as plain data; what is left out is the model's own. */
export interface RunOptions {
  readonly paths?: number;
  readonly tEnd?: number;
  readonly dt?: number;
  readonly every?: number;
  readonly scheme?: string;
  /** Digits, since a seed may have more than a number holds. */
  readonly seed?: string;
  readonly parameters?: Readonly<Record<string, number>>;
  readonly initial?: Readonly<Record<string, number>>;
  readonly sweep?: readonly SweepRange[];
  readonly dtype?: "float32" | "float64";
  readonly backend?: "wasm" | "interpreter" | "tensorflow";
  readonly threads?: number;
}

/** Which model: one of a file, by its number in it, or a built-in one. */
export type ModelReference =
  | { readonly kind: "file"; readonly url: string; readonly text: string; readonly index: number }
  | { readonly kind: "built-in"; readonly name: string };

/** The options as the core takes them, without the backend, which may have to be loaded. */
export function simulateOptions({
  seed,
  sweep = [],
  backend: _,
  ...options
}: RunOptions): Omit<SimulateOptions, "backend"> {
  return {
    ...options,
    ...(seed !== undefined && { seed: readSeed(seed) }),
    sweep: Object.fromEntries(
      sweep.map(({ name, from, to, count }) => [name, linearValues(from, to, count)]),
    ),
  };
}

/** What isn't digits is no seed; the core says so. */
function readSeed(text: string): bigint | number {
  return /^\d+$/.test(text) ? BigInt(text) : Number.NaN;
}
