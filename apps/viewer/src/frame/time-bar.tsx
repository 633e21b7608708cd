import type { LoggedRun } from "@driftgraph/core";
import { useEffect, useRef } from "preact/hooks";
import type { App } from "../state/app.ts";
import { rowAt } from "../state/logged-time.ts";
import { useApp } from "../state/use-app.ts";
import { playing } from "./playing.ts";

/** How long the whole of the run takes to play, and the least time that a row is shown. */
const PLAY_SECONDS = 8;
const LEAST_MS = 40;

/** The one scrubber of all panels: the time that histograms, phase plane and markers show. */
export function TimeBar() {
  const logged = scrubbed(useApp());
  if (!logged || logged.times.length < 2) return null;
  return <Scrubber times={logged.times} unit={logged.run?.timeUnit} />;
}

/** The run whose logged times the scrubber goes through: the first one shown or, of a sweep, its first point. */
export function scrubbed(app: App): LoggedRun | undefined {
  const run = app.primary.value;
  const shown = run && loggedIn(app, run.name);
  const [point] = shown?.sweep?.points ?? [];
  return run && point ? loggedIn(app, `${run.name}/${point.run}`) : shown;
}

function loggedIn(app: App, name: string): LoggedRun | undefined {
  const contents = app.contents(name).value;
  return contents.state === "loaded" ? contents.value.logged : undefined;
}

function Scrubber({ times, unit }: { times: Float64Array; unit: string | undefined }) {
  const { view } = useApp();
  const row = rowAt(times, view.time.value);
  const last = times.length - 1;
  const go = (next: number): void => {
    view.set({ t: next >= last ? undefined : times[Math.max(0, next)] });
  };
  usePlay(times, go);
  return (
    <section class="time-bar" aria-label="Time">
      <button type="button" aria-label="One logged time back" onClick={() => go(row - 1)}>
        ◀
      </button>
      <button
        type="button"
        class="play"
        aria-pressed={playing.value}
        onClick={() => {
          playing.value = !playing.value;
        }}
      >
        {playing.value ? "Pause" : "Play"}
      </button>
      <button type="button" aria-label="One logged time on" onClick={() => go(row + 1)}>
        ▶
      </button>
      <input
        type="range"
        min={0}
        max={last}
        step={1}
        value={row}
        aria-label="Time"
        aria-valuetext={timeText(times, row, unit)}
        onInput={(event) => go(Number(event.currentTarget.value))}
      />
      <output>{timeText(times, row, unit)}</output>
    </section>
  );
}

/** Goes through the logged times while it plays, from the start again at the end. */
function usePlay(times: Float64Array, go: (row: number) => void): void {
  const { view } = useApp();
  const latest = useRef(go);
  latest.current = go;
  const isPlaying = playing.value;
  useEffect(() => {
    if (!isPlaying) return;
    const last = times.length - 1;
    const rowMs = (1000 * PLAY_SECONDS) / last;
    const stride = Math.max(1, Math.round(LEAST_MS / rowMs));
    const timer = setInterval(
      () => {
        const row = rowAt(times, view.time.peek());
        latest.current(row >= last ? 0 : Math.min(last, row + stride));
      },
      Math.max(LEAST_MS, rowMs),
    );
    return () => clearInterval(timer);
  }, [isPlaying, times, view]);
}

function timeText(times: Float64Array, row: number, unit: string | undefined): string {
  const step = (times.at(-1) ?? 0) / Math.max(1, times.length - 1);
  const digits = Math.min(6, Math.max(0, Math.ceil(-Math.log10(step || 1) - 1e-9)));
  return `t = ${(times[row] ?? 0).toFixed(digits)}${unit ? ` ${unit}` : ""}`;
}
