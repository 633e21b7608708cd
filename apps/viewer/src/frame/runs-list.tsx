import type { RunEntry } from "../reading/run-entry.ts";
import { useApp } from "../state/use-app.ts";

/** All runs, newest first, to choose those that are shown. */
export function RunsList() {
  const { runs } = useApp();
  const list = runs.value.state === "loaded" ? runs.value.value : [];
  const newestFirst = list.toSorted((a, b) => (b.startTime ?? 0) - (a.startTime ?? 0));
  return (
    <nav class="runs" aria-label="Runs">
      <ul>
        {newestFirst.map((run) => (
          <Row key={run.name} run={run} />
        ))}
      </ul>
    </nav>
  );
}

function Row({ run }: { run: RunEntry }) {
  const app = useApp();
  const isShown = app.shown.value.includes(run);
  return (
    <li>
      <button
        type="button"
        aria-pressed={isShown}
        onClick={() => app.view.set({ run: [run.name] })}
      >
        {run.name}
      </button>
    </li>
  );
}
