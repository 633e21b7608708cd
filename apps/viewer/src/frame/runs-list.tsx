import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { RunEntry } from "../reading/run-entry.ts";
import { type RunBranch, runTree } from "../runs/run-tree.ts";
import { useApp } from "../state/use-app.ts";
import { RunDialog } from "./run-dialog.tsx";
import { RunFilterField } from "./run-filter-field.tsx";
import { RunRow } from "./run-row.tsx";
import { useFilteredRuns } from "./use-filtered-runs.ts";

/** Rows that are drawn before more are asked for. */
const ROWS = 400;
/** Longer sweeps are folded until they are opened. */
const FOLDED_FROM = 12;

/** All runs, newest first, to choose those that are shown. */
export function RunsList() {
  const app = useApp();
  const [isOpen, setOpen] = useState(false);
  const [rows, setRows] = useState(ROWS);
  const [about, setAbout] = useState<string>();
  const all = app.runs.value.state === "loaded" ? app.runs.value.value : [];
  const text = app.view.get("filter") ?? "";
  const { runs, problem } = useFilteredRuns(all);
  const tree = useMemo(() => runTree(runs), [runs]);
  const shown = app.shown.value;
  const named = about === undefined ? undefined : all.find(({ name }) => name === about);
  return (
    <nav class={isOpen ? "runs open" : "runs"} aria-label="Runs">
      <header>
        <button
          type="button"
          class="drawer"
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          {isOpen ? "▾" : "▸"} {countOf(all, shown)}
        </button>
        <span class="count faint">{countOf(all, shown)}</span>
        <SelectAll runs={runs} shown={shown} />
      </header>
      <RunFilterField problem={problem} />
      {runs.length === 0 && text !== "" && <p class="faint">No run matches this filter.</p>}
      <ul>
        {tree.slice(0, rows).map((branch) => (
          <Branch key={branch.run.name} branch={branch} onAbout={setAbout} />
        ))}
      </ul>
      {tree.length > rows && (
        <button type="button" onClick={() => setRows(rows + ROWS)}>
          Show {Math.min(ROWS, tree.length - rows)} more
        </button>
      )}
      {named && <RunDialog key={named.name} run={named} onClose={() => setAbout(undefined)} />}
    </nav>
  );
}

function countOf(all: readonly RunEntry[], shown: readonly RunEntry[]): string {
  const runs = all.length === 1 ? "1 run" : `${all.length} runs`;
  return shown.length > 1 ? `${runs}, ${shown.length} shown` : runs;
}

/** Shows all runs that the filter lets pass, or just the first again. */
function SelectAll({ runs, shown }: { runs: readonly RunEntry[]; shown: readonly RunEntry[] }) {
  const app = useApp();
  const box = useRef<HTMLInputElement>(null);
  const isAll = runs.length > 0 && runs.every((run) => shown.includes(run));
  const isSome = shown.length > 1 && !isAll;
  useEffect(() => {
    if (box.current) box.current.indeterminate = isSome;
  }, [isSome]);
  if (runs.length < 2) return null;
  return (
    <label>
      <input
        ref={box}
        type="checkbox"
        checked={isAll}
        onChange={() => app.view.set({ run: (isAll ? shown.slice(0, 1) : runs).map(nameOf) })}
      />
      all
    </label>
  );
}

function nameOf({ name }: RunEntry): string {
  return name;
}

/** A run, and under it the points of its sweep. */
function Branch({
  branch: { run, points },
  onAbout,
}: {
  branch: RunBranch;
  onAbout: (name: string) => void;
}) {
  const app = useApp();
  const isFiltered = (app.view.get("filter") ?? "") !== "";
  const isPointShown = points.some((point) => app.shown.value.includes(point));
  const [isOpen, setOpen] = useState<boolean>();
  const open = isOpen ?? (isFiltered || isPointShown || points.length < FOLDED_FROM);
  return (
    <li>
      <RunRow run={run} onAbout={onAbout} />
      {points.length > 0 && (
        <>
          <button type="button" class="fold" aria-expanded={open} onClick={() => setOpen(!open)}>
            {open ? "▾" : "▸"} {points.length === 1 ? "1 point" : `${points.length} points`}
          </button>
          {open && (
            <ul>
              {points.map((point) => (
                <li key={point.name}>
                  <RunRow run={point} onAbout={onAbout} />
                </li>
              ))}
            </ul>
          )}
        </>
      )}
    </li>
  );
}
