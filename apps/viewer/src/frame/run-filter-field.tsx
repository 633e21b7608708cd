import { useApp } from "../state/use-app.ts";

/** The field that narrows the list of runs, by words or by a regular expression. */
export function RunFilterField({ problem }: { problem: string | undefined }) {
  const { view } = useApp();
  const isRegex = view.get("filter.regex") === "1";
  return (
    <>
      <div class="filter">
        <input
          type="search"
          placeholder={isRegex ? "Filter by pattern" : "Filter by words"}
          aria-label="Filter runs"
          aria-invalid={problem !== undefined}
          aria-describedby={problem === undefined ? undefined : "filter-problem"}
          value={view.get("filter") ?? ""}
          onInput={({ currentTarget: { value } }) =>
            view.set({ filter: value === "" ? undefined : value })
          }
        />
        <button
          type="button"
          aria-pressed={isRegex}
          aria-label="As a regular expression"
          title="As a regular expression"
          onClick={() => view.set({ "filter.regex": isRegex ? undefined : "1" })}
        >
          .*
        </button>
      </div>
      {problem !== undefined && (
        <p class="problem" id="filter-problem">
          {problem}
        </p>
      )}
    </>
  );
}
