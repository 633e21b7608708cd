import { useEffect, useState } from "preact/hooks";
import type { SearchResult } from "../../graph/search-graph.ts";
import type { GraphAsked } from "../../reading/graph-shelf.ts";
import { useApp } from "../../state/use-app.ts";

const PAUSE_MS = 120;
const MOST_SHOWN = 12;

/** Finds ops and scopes by name; choosing one opens the way to it. */
export function SearchBox({
  asked,
  onSelect,
}: {
  asked: GraphAsked;
  onSelect: (id: string) => void;
}) {
  const { logs } = useApp();
  const [query, setQuery] = useState("");
  const [result, setResult] = useState<SearchResult>();
  const key = JSON.stringify(asked);
  useEffect(() => {
    if (query === "") {
      setResult(undefined);
      return undefined;
    }
    const timer = setTimeout(() => void logs.searchGraph(asked, query).then(setResult), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [query, key]);
  const choose = (name: string | undefined): void => {
    if (name === undefined) return;
    setQuery("");
    onSelect(name);
  };
  return (
    <search class="graph-search">
      <input
        type="search"
        value={query}
        placeholder="Find an op  /"
        aria-label="Find an op or scope; a pattern between slashes"
        onInput={(event) => setQuery(event.currentTarget.value)}
        onKeyDown={(event) => {
          event.stopPropagation();
          if (event.key === "Enter") choose(result?.names[0]);
          if (event.key === "Escape") setQuery("");
        }}
      />
      {result && query !== "" && (
        <div class="found">
          <p class={result.problem ? "problem" : "faint"} role="status">
            {result.problem ?? `${result.total} found`}
          </p>
          {result.names.slice(0, MOST_SHOWN).map((name) => (
            <button key={name} type="button" onClick={() => choose(name)}>
              {name}
            </button>
          ))}
        </div>
      )}
    </search>
  );
}
