import type { RunEntry } from "../reading/run-entry.ts";

/** What the field above the list of runs says. */
export interface RunFilter {
  readonly text: string;
  /** Whether the text is a regular expression rather than words that must all be there. */
  readonly isRegex: boolean;
}

/** Which runs a filter lets pass. `problem` says what is wrong with a regular expression. */
export function filterRuns(
  runs: readonly RunEntry[],
  { text, isRegex }: RunFilter,
): { readonly runs: readonly RunEntry[]; readonly problem?: string } {
  if (text.trim() === "") return { runs };
  if (!isRegex) {
    const words = text.toLowerCase().split(/\s+/).filter(Boolean);
    const passes = (run: RunEntry): boolean => {
      const known = textOf(run).toLowerCase();
      return words.every((word) => known.includes(word));
    };
    return { runs: runs.filter(passes) };
  }
  try {
    const pattern = new RegExp(text, "iu");
    return { runs: runs.filter((run) => pattern.test(textOf(run))) };
  } catch (error) {
    return { runs, problem: error instanceof Error ? error.message : String(error) };
  }
}

/** All that is known of a run, such as `switch-1 … sigma=0.1`. */
function textOf(run: RunEntry): string {
  const values = Object.entries({ ...run.parameters, ...run.point });
  const named = values.map(([name, value]) => `${name}=${value}`);
  return [run.name, run.model, run.title, run.scheme, run.backend, run.status, ...named].join(" ");
}
