import type { LoggedRun } from "@driftgraph/core";
import { countText } from "../../charts/number-text.ts";
import type { RunContents } from "../../reading/run-contents.ts";

/** All that a reader of the run's numbers should know first; nothing, if there is nothing. */
export function Warnings({ contents: { logged, problems } }: { contents: RunContents }) {
  const { result } = logged;
  const lines = [...endOf(logged), ...(result?.warnings ?? []), ...violations(logged)];
  const damage = [
    ...logged.problems,
    ...problems.map(({ path, offset, message }) => `${path}, byte ${offset}: ${message}`),
  ];
  if (lines.length + damage.length === 0) return null;
  return (
    <ul class="warnings">
      {lines.map((line) => (
        <li key={line} class={result?.status === "failed" ? "problem" : "warning"}>
          <Lines text={line} />
        </li>
      ))}
      {damage.slice(0, 5).map((line) => (
        <li key={line} class="problem">
          {line}
        </li>
      ))}
      {damage.length > 5 && (
        <li class="problem">{`${damage.length - 5} more problems of the log`}</li>
      )}
    </ul>
  );
}

/** A first line in words; what follows shows a place in the model, with marks under its letters. */
function Lines({ text }: { text: string }) {
  const [first, ...rest] = text.split("\n");
  return (
    <>
      {first}
      {rest.length > 0 && <pre>{rest.join("\n")}</pre>}
    </>
  );
}

function endOf({ run, result, progress, series, times }: LoggedRun): string[] {
  // Of a run that goes on there is how far it is, and maybe a preview.
  const isDone = progress === undefined && times.length > 0 && series.length > 0;
  if (!run) return [];
  if (result?.status === "failed")
    return [`The run failed: ${result.error ?? "the log gives no reason"}`];
  if (result?.status === "cancelled" && result.paths === 0)
    return ["No path was simulated: there are the model and its graph to look at."];
  if (result?.status === "cancelled") {
    return [`The run was ended early; this is what it had computed: ${result.paths} paths.`];
  }
  // Points of sweeps had no end of their own in older logs.
  if (result || isDone) return [];
  return [
    progress
      ? `Still running, or it was killed: ${countText(progress.pathsDone)} of ${countText(progress.pathsTotal)} paths when last heard of${leftText(progress)}.`
      : "Still running, or it was killed before it came to its first paths.",
  ];
}

function leftText({ secondsLeft }: NonNullable<LoggedRun["progress"]>): string {
  if (!Number.isFinite(secondsLeft) || secondsLeft < 1) return "";
  return secondsLeft < 120
    ? `, about ${Math.round(secondsLeft)} s before its end`
    : `, about ${Math.round(secondsLeft / 60)} min before its end`;
}

function violations({ violations }: LoggedRun): string[] {
  return [...violations].flatMap(([species, counts]) => {
    const count = counts.at(-1) ?? 0;
    return count > 0
      ? [`${species} left its domain ${count} times; its positivity policy acted.`]
      : [];
  });
}
