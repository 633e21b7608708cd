import type { LoggedRun } from "@driftgraph/core";

type Pass = NonNullable<LoggedRun["graphs"]>["passes"][number];

/** What each of the optimizer's passes did; choosing one outlines what it removed. */
export function PassList({
  passes,
  chosen,
  onChoose,
}: {
  passes: readonly Pass[];
  chosen: number | undefined;
  onChoose: (index: number | undefined) => void;
}) {
  const first = passes[0];
  const last = passes.at(-1);
  if (!first || !last) return null;
  return (
    <details class="passes" open>
      <summary>
        {`Optimizer: ${first.before} → ${last.after} nodes, estimated cost ${changeText(first.costBefore, last.costAfter)}`}
      </summary>
      <ul>
        {passes.map((pass, i) =>
          pass.before === pass.after && pass.removed.length === 0 ? null : (
            <li key={`${pass.name} ${pass.round}`}>
              <button
                type="button"
                aria-pressed={chosen === i}
                onClick={() => onChoose(chosen === i ? undefined : i)}
              >
                {pass.title}
                {pass.round > 1 && ` (round ${pass.round})`}
                <span class="faint">{` ${pass.before} → ${pass.after}${fateText(pass)}`}</span>
              </button>
            </li>
          ),
        )}
      </ul>
    </details>
  );
}

/** What became of a pass's nodes: those that do as others do are merged with them. */
function fateText({ before, after, removed }: Pass): string {
  const apart = before - after - removed.length;
  return [
    removed.length > 0 ? `, ${removed.length} removed` : "",
    apart > 0 ? `, ${apart} merged` : "",
    apart < 0 ? `, ${-apart} added` : "",
  ].join("");
}

function changeText(before: number, after: number): string {
  const change = before > 0 ? Math.round(100 * (after / before - 1)) : 0;
  if (change === 0) return "unchanged";
  return `${change > 0 ? "+" : "−"}${Math.abs(change)} %`;
}
