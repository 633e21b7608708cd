import type { LoggedRun } from "@driftgraph/core";
import type { ItemDescription } from "../../graph/describe-item.ts";
import { useApp } from "../../state/use-app.ts";

type Origin = NonNullable<ItemDescription["origin"]>;

/** Lines around the one that is meant. */
const AROUND = 3;

/** Where in the model something came from: its equation, its line. */
export function Source({ origin, model }: { origin: Origin; model: LoggedRun["model"] }) {
  const { feed } = useApp();
  const reveal = feed.actions?.revealSource;
  const line = origin.line ?? lineOfEquation(origin, model);
  const file = origin.file ?? model?.file;
  return (
    <section class="source" aria-label="In the model">
      <h4>In the model</h4>
      {origin.equation !== undefined && <p class="faint">{origin.equation}</p>}
      {origin.text !== undefined && <EquationText origin={origin} text={origin.text} />}
      {line !== undefined && model?.text !== undefined && <Lines text={model.text} line={line} />}
      {reveal && file !== undefined && line !== undefined && (
        <button type="button" onClick={() => void reveal(file, line, origin.column)}>
          Show in the editor
        </button>
      )}
    </section>
  );
}

/** The equation with the part that the op computes marked. */
function EquationText({ origin: { column, length }, text }: { origin: Origin; text: string }) {
  if (column === undefined || length === undefined) return <code>{text}</code>;
  const start = column - 1;
  return (
    <code>
      {text.slice(0, start)}
      <mark>{text.slice(start, start + length)}</mark>
      {text.slice(start + length)}
    </code>
  );
}

function Lines({ text, line }: { text: string; line: number }) {
  const lines = text.split("\n");
  const first = Math.max(1, line - AROUND);
  return (
    <pre>
      {lines.slice(first - 1, line + AROUND).map((content, i) => (
        <div key={first + i} class={first + i === line ? "here" : undefined}>
          <span class="faint">{`${String(first + i).padStart(4)} `}</span>
          {content}
        </div>
      ))}
    </pre>
  );
}

/** Where the model's file has an equation's text, if it has it once. */
function lineOfEquation({ text }: Origin, model: LoggedRun["model"]): number | undefined {
  if (text === undefined || model?.text === undefined) return undefined;
  const lines = model.text.split("\n").flatMap((line, i) => (line.includes(text) ? [i + 1] : []));
  return lines.length === 1 ? lines[0] : undefined;
}
