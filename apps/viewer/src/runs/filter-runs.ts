import type { RunEntry } from "../reading/run-entry.ts";
import { runText } from "./run-text.ts";

/** The runs in whose text all of these words are. */
export function filterRuns(runs: readonly RunEntry[], text: string): readonly RunEntry[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return runs;
  return runs.filter((run) => {
    const known = runText(run).toLowerCase();
    return words.every((word) => known.includes(word));
  });
}
