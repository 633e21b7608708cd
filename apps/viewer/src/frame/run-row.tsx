import { countText, numberText } from "../charts/number-text.ts";
import type { RunEntry } from "../reading/run-entry.ts";
import { differences } from "../runs/differences.ts";
import { isPoint } from "../runs/run-tree.ts";
import { symbolOf } from "../runs/symbol.ts";
import { useApp } from "../state/use-app.ts";

/** A run in the list: whether it is shown, what it is, what it was given otherwise, how far it is. */
export function RunRow({ run, onAbout }: { run: RunEntry; onAbout: (name: string) => void }) {
  const app = useApp();
  const shown = app.shown.value;
  const isShown = shown.includes(run);
  const others = differences(run, app.primary.value);
  const toggle = (): void => {
    const next = isShown ? shown.filter((one) => one !== run) : [...shown, run];
    if (next.length > 0) app.view.set({ run: next.map(({ name }) => name) });
  };
  return (
    <div class={isShown ? "run shown" : "run"}>
      <input
        type="checkbox"
        aria-label={`Show ${run.name}`}
        checked={isShown}
        style={isShown ? { accentColor: app.colourOfRun(run.name) } : undefined}
        onChange={({ currentTarget }) => {
          toggle();
          // Something is shown always: the last box can't be emptied.
          currentTarget.checked = app.shown.peek().some(({ name }) => name === run.name);
        }}
      />
      <button
        type="button"
        class="choose"
        aria-current={isShown}
        title={`${run.name}\nClick: show only this. Ctrl-click: show it too.`}
        onClick={(event) =>
          event.ctrlKey || event.metaKey
            ? toggle()
            : app.view.choose(run.name, run.model !== app.primary.value?.model)
        }
      >
        <span class="name">
          {isShown && shown.length > 1 && (
            <span class="chip" style={{ background: app.colourOfRun(run.name) }} />
          )}
          {isPoint(run) ? pointText(run) : run.name}
        </span>
        <span class="faint facts">{factsOf(run)}</span>
        {others.length > 0 && !isPoint(run) && (
          <span class="differences">{others.join(" · ")}</span>
        )}
        <Status run={run} />
      </button>
      <button type="button" aria-label={`About ${run.name}`} onClick={() => onAbout(run.name)}>
        ⋯
      </button>
    </div>
  );
}

function pointText({ point }: RunEntry): string {
  return Object.entries(point)
    .map(([name, value]) => `${symbolOf(name)} = ${numberText(value, 6)}`)
    .join(", ");
}

function factsOf(run: RunEntry): string {
  if (isPoint(run)) return "";
  const order = run.strongOrder ?? run.weakOrder;
  return [
    run.model,
    run.scheme && (order === undefined ? run.scheme : `${run.scheme}, order ${order}`),
    run.paths === undefined ? undefined : `${countText(run.paths)} paths`,
    run.backend,
    run.duration === undefined ? undefined : durationText(run.duration),
    run.model === undefined && run.startTime !== undefined
      ? new Date(run.startTime * 1000).toLocaleString()
      : undefined,
  ]
    .filter(Boolean)
    .join(" · ");
}

/** Milliseconds for people. */
function durationText(milliseconds: number): string {
  if (milliseconds < 1000) return `${numberText(milliseconds, 3)} ms`;
  const seconds = milliseconds / 1000;
  return seconds < 120 ? `${numberText(seconds, 3)} s` : `${numberText(seconds / 60, 3)} min`;
}

function Status({ run }: { run: RunEntry }) {
  if (run.status === "failed") return <span class="problem">failed</span>;
  if (run.status === "cancelled") return <span class="warning">ended early</span>;
  if (run.status !== "running") return null;
  const share = run.progress ?? 0;
  return (
    <span class="faint running">
      <progress value={share} max={1} aria-label={`Progress of ${run.name}`} />
      {run.progress === undefined ? "no paths yet" : `${Math.floor(share * 100)} %`}
    </span>
  );
}
