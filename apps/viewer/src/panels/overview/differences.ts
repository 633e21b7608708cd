import type { RunEntry } from "../../reading/run-entry.ts";

/** A parameter or setting that isn't the same in all of some runs. */
export interface Difference {
  readonly name: string;
  /** By run, in the given order; undefined where a run has no such thing. */
  readonly values: readonly (number | string | boolean | undefined)[];
}

/** What differs between runs, in the order in which they name it. */
export function differences(runs: readonly RunEntry[]): Difference[] {
  const names = new Set(runs.flatMap(({ parameters }) => Object.keys(parameters)));
  return [...names]
    .map((name) => ({ name, values: runs.map(({ parameters }) => parameters[name]) }))
    .filter(({ values }) => values.some((value) => value !== values[0]));
}
