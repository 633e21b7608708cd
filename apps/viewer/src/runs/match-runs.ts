import { compilePattern } from "../reading/pattern.ts";
import type { RunEntry } from "../reading/run-entry.ts";
import { runText } from "./run-text.ts";

/** The runs that match a regular expression. */
export interface MatchedRuns {
  /** Their names. */
  readonly names: ReadonlySet<string>;
  /** What is wrong with the expression, if it isn't one. */
  readonly problem?: string;
}

/** Matches all that is known of each run with a regular expression. */
export function matchRuns(runs: Iterable<RunEntry>, source: string): MatchedRuns {
  const pattern = compilePattern(source);
  if (typeof pattern === "string") return { names: new Set(), problem: pattern };
  const matching = [...runs].filter((run) => pattern.isIn(runText(run)));
  return { names: new Set(matching.map(({ name }) => name)) };
}
