import { countText } from "../../charts/number-text.ts";
import { Message } from "../../frame/message.tsx";
import { type LogOrigin, logOrigin } from "../../log/log-origin.ts";
import type { RunContents } from "../../reading/run-contents.ts";

const TITLES: Readonly<Record<LogOrigin, { readonly whole: string; readonly damaged: string }>> = {
  ours: { whole: "This log says nothing of its model yet", damaged: "This log is damaged" },
  "another program": {
    whole: "A log of another program",
    damaged: "A damaged log of another program",
  },
  unreadable: { whole: "This log can't be read", damaged: "This log can't be read" },
  empty: { whole: "This log is empty so far", damaged: "This log can't be read" },
};

/** Problems that are told here; Events has all. */
const TOLD = 3;

/** A log without a model of ours: what is wrong with it first, then what it holds all the same. */
export function NoModel({ contents }: { contents: RunContents }) {
  const origin = logOrigin(contents);
  const problems = problemsOf(contents);
  const isWhole = problems.length === 0;
  const { whole, damaged } = TITLES[origin];
  return (
    <>
      <Message title={isWhole ? whole : damaged} problem={!isWhole}>
        {origin === "empty"
          ? "Nothing has been written to it. What is written appears here at once."
          : holdings(contents, origin)}
      </Message>
      {!isWhole && (
        <ul class="warnings">
          {problems.slice(0, TOLD).map((line) => (
            <li key={line} class="problem">
              {line}
            </li>
          ))}
          {problems.length > TOLD && (
            <li class="problem">{`${countText(problems.length - TOLD)} more: see Events`}</li>
          )}
        </ul>
      )}
    </>
  );
}

function problemsOf({ logged, problems }: RunContents): readonly string[] {
  return [
    ...problems.map(
      ({ path, offset, message }) => `${path}, byte ${countText(offset)}: ${message}`,
    ),
    ...logged.problems,
  ];
}

function holdings({ tags, tagCount, graphs }: RunContents, origin: LogOrigin): string {
  if (origin === "unreadable") {
    return "Not one of its records is intact: the file was damaged, or it never was an event file.";
  }
  const plugins = [...new Set(tags.map(({ plugin }) => plugin || "untyped"))];
  return [
    origin === "ours"
      ? "The records that say which model was run are missing or make no sense. The rest is here."
      : undefined,
    graphs.length > 0 ? `It has ${counted(graphs.length, "graph")}.` : "It has no graph.",
    tagCount > 0
      ? `It has ${counted(tagCount, "tag")}: ${plugins.join(", ")}.`
      : "There are no summaries in it.",
  ]
    .filter(Boolean)
    .join(" ");
}

function counted(count: number, what: string): string {
  return `${countText(count)} ${what}${count === 1 ? "" : "s"}`;
}
