import type { Finding } from "@driftgraph/eventlog";
import { countText } from "../../charts/number-text.ts";
import type { RunEntry } from "../../reading/run-entry.ts";
import { useApp } from "../../state/use-app.ts";
import { useFetched } from "../../state/use-fetched.ts";

const SHOWN = 50;
const CLASSES = { error: "problem", warning: "warning", note: "faint" } as const;
const WORDS = { error: "Problem", warning: "Warning", note: "Note" } as const;

/** What is wrong with a run's files, in plain words; or that nothing is. */
export function Findings({ run }: { run: RunEntry }) {
  const { logs } = useApp();
  const verified = useFetched(`${run.version} ${run.name}`, () => logs.verify(run.name));
  if (verified.state === "loading") return <p class="faint">Checking the files …</p>;
  if (verified.state === "failed") return <p class="problem">{verified.error}</p>;
  const files = verified.value;
  const count = files.reduce((sum, { findingCount }) => sum + findingCount, 0);
  const of = files.length === 1 ? "The file is" : `All ${files.length} files are`;
  if (count === 0) return <p class="faint">{`${of} in order.`}</p>;
  const findings = files.flatMap(({ path, findings: found }) =>
    found.map((finding) => ({ ...finding, path })),
  );
  return (
    <details class="findings" open={findings.some(({ severity }) => severity !== "note")}>
      <summary>{count === 1 ? "1 finding" : `${countText(count)} findings`}</summary>
      <ul>
        {findings
          .toSorted((a, b) => rank(a) - rank(b))
          .slice(0, SHOWN)
          .map(({ path, offset, code, severity, message }) => (
            <li key={`${path} ${offset} ${code}`} class={CLASSES[severity]}>
              {`${WORDS[severity]}: ${message}`}{" "}
              <span class="faint">{`${code}, byte ${countText(offset)}${files.length > 1 ? ` of ${path}` : ""}`}</span>
            </li>
          ))}
      </ul>
      {count > SHOWN && <p class="faint">{`and ${countText(count - SHOWN)} more`}</p>}
    </details>
  );
}

function rank({ severity }: Finding): number {
  return severity === "error" ? 0 : severity === "warning" ? 1 : 2;
}
