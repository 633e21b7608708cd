import { useEffect, useMemo, useState } from "preact/hooks";
import type { RunEntry } from "../reading/run-entry.ts";
import { filterRuns } from "../runs/filter-runs.ts";
import type { MatchedRuns } from "../runs/match-runs.ts";
import { useApp } from "../state/use-app.ts";

/** The runs that the address's filter lets pass. */
export interface FilteredRuns {
  readonly runs: readonly RunEntry[];
  /** What is wrong with a regular expression; all runs pass then. */
  readonly problem: string | undefined;
}

/** Filters by words at once, by a regular expression in the worker. */
export function useFilteredRuns(all: readonly RunEntry[]): FilteredRuns {
  const { view, logs } = useApp();
  const text = view.get("filter") ?? "";
  const isRegex = view.get("filter.regex") === "1" && text.trim() !== "";
  const [matched, setMatched] = useState<MatchedRuns>();
  useEffect(() => {
    if (!isRegex) {
      setMatched(undefined);
      return undefined;
    }
    let isLate = false;
    void logs.matchRuns(text).then((found) => isLate || setMatched(found));
    return () => {
      isLate = true;
    };
  }, [all, text, isRegex, logs]);
  return useMemo(() => {
    if (!isRegex) return { runs: filterRuns(all, text), problem: undefined };
    const isPassing = ({ name }: RunEntry): boolean =>
      matched === undefined || matched.problem !== undefined || matched.names.has(name);
    return { runs: all.filter(isPassing), problem: matched?.problem };
  }, [all, text, isRegex, matched]);
}
