import type { ComponentChildren } from "preact";
import { countText } from "../../charts/number-text.ts";
import { Message } from "../../frame/message.tsx";
import { logOrigin } from "../../log/log-origin.ts";
import type { RunContents } from "../../reading/run-contents.ts";
import { useApp } from "../../state/use-app.ts";

/** Runs beyond these are more than a chart can tell apart. */
const MOST_RUNS = 8;

/** The shown runs' contents, once there is one with series of ours; else a message that says what there is. */
export function LoggedRuns({
  children,
}: {
  children: (runs: readonly RunContents[], note: string | undefined) => ComponentChildren;
}) {
  const app = useApp();
  const shown = app.shown.value;
  const contents = shown.slice(0, MOST_RUNS).map(({ name }) => app.contents(name).value);
  const loaded = contents.flatMap((one) => (one.state === "loaded" ? [one.value] : []));
  const ours = loaded.filter(({ logged }) => logged.series.length > 0 && logged.times.length > 0);
  if (ours.length > 0) {
    const notes = [noteOf(shown.length, ours.length), previewNote(ours)];
    const note = notes.filter((text) => text !== undefined).join(" ");
    return <>{children(ours, note === "" ? undefined : note)}</>;
  }
  const failure = contents.find((one) => one.state === "failed");
  if (failure?.state === "failed") {
    return (
      <Message title="The run can't be read" problem>
        {failure.error}
      </Message>
    );
  }
  if (contents.some(({ state }) => state === "loading")) {
    return <Message title="Reading the run …" busy />;
  }
  const trouble = app.trouble.value;
  if (trouble !== undefined && loaded.every(({ logged }) => !logged.run)) {
    return (
      <Message title="The run can't be read" problem>
        {trouble}
      </Message>
    );
  }
  return <NothingToDraw runs={loaded} />;
}

function NothingToDraw({ runs }: { runs: readonly RunContents[] }) {
  const [first] = runs;
  if (first?.logged.sweep) {
    return (
      <Message title="A sweep has no series of its own">
        {`Choose one or more of its ${first.logged.sweep.points.length} points among the runs. `}
        Trajectories shows them all, against the parameter.
      </Message>
    );
  }
  if (first?.logged.run) {
    return (
      <Message title="No numbers yet">
        {first.logged.result
          ? "The run ended before it had computed any."
          : "They appear here as soon as the run has written them."}
      </Message>
    );
  }
  const isOther = !first || logOrigin(first) === "another program";
  return (
    <Message title="This log has no series of paths">
      {isOther
        ? "Another program wrote it. See Graph, Scalars and Events for what it holds."
        : "It is empty or damaged: Overview says what is wrong with it."}
    </Message>
  );
}

/** That a run which goes on shows its first paths alone. */
function previewNote(runs: readonly RunContents[]): string | undefined {
  const names = runs.flatMap(({ logged: { result, progress, series } }) => {
    const count = series[0]?.statistics.get("count")?.at(-1);
    if (result !== undefined || progress === undefined || count === undefined) return [];
    return [`the first ${countText(count)} of ${countText(progress.pathsTotal)} paths`];
  });
  return names.length > 0
    ? `A preview: ${names.join("; ")}. All are shown when the run has ended.`
    : undefined;
}

function noteOf(shown: number, drawn: number): string | undefined {
  return shown > drawn
    ? `${drawn} of ${shown} selected runs: the others have no series, are still being read, or are more than ${MOST_RUNS}.`
    : undefined;
}
