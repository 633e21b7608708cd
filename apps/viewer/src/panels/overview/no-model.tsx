import { countText } from "../../charts/number-text.ts";
import { type LogOrigin, logOrigin } from "../../log/log-origin.ts";
import type { RunContents } from "../../reading/run-contents.ts";
import type { RunEntry } from "../../reading/run-entry.ts";
import { valueText } from "../../runs/differences.ts";
import { useApp } from "../../state/use-app.ts";
import { Comparison } from "./comparison.tsx";

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
/** Hyperparameters that are told here; the list of runs has all. */
const GIVEN = 20;

/** A log without a model of ours: what is wrong with it first, then what it holds all the same. */
export function NoModel({ contents }: { contents: RunContents }) {
  const { shown, primary } = useApp();
  const origin = logOrigin(contents);
  const problems = problemsOf(contents);
  const isWhole = problems.length === 0;
  const { whole, damaged } = TITLES[origin];
  return (
    <article class="overview">
      <header>
        <div role={isWhole ? undefined : "alert"}>
          <h2 class={isWhole ? undefined : "problem"}>{isWhole ? whole : damaged}</h2>
          <p>
            {origin === "empty" && isWhole
              ? "Nothing has been written to it. What is written appears here at once."
              : holdings(contents, origin)}
          </p>
        </div>
      </header>
      {!isWhole && <Damage lines={problems} />}
      <Given run={primary.value} />
      <Comparison runs={shown.value} />
    </article>
  );
}

function Damage({ lines }: { lines: readonly string[] }) {
  return (
    <ul class="warnings">
      {lines.slice(0, TOLD).map((line) => (
        <li key={line} class="problem">
          {line}
        </li>
      ))}
      {lines.length > TOLD && (
        <li class="problem">{`${countText(lines.length - TOLD)} more: see Events`}</li>
      )}
    </ul>
  );
}

/** What a run of another program was given, as far as its log says so. */
function Given({ run }: { run: RunEntry | undefined }) {
  const entries = Object.entries(run?.parameters ?? {}).slice(0, GIVEN);
  if (entries.length === 0) return null;
  return (
    <table class="facts">
      <caption>Hyperparameters</caption>
      <tbody>
        {entries.map(([name, value]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>{valueText(value)}</td>
          </tr>
        ))}
      </tbody>
    </table>
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
