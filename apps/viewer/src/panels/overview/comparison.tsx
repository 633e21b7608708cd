import type { RunEntry } from "../../reading/run-entry.ts";
import { useApp } from "../../state/use-app.ts";
import { differences } from "./differences.ts";

/** Several runs side by side: what differs between them, and nothing else. */
export function Comparison({ runs }: { runs: readonly RunEntry[] }) {
  const app = useApp();
  const rows = differences(runs);
  if (runs.length < 2) return null;
  return (
    <section class="scroll">
      <table class="facts comparison">
        <caption>What differs</caption>
        <thead>
          <tr>
            <th scope="col">
              <span class="visually-hidden">Name</span>
            </th>
            {runs.map(({ name }) => (
              <th key={name} scope="col">
                <span class="chip" style={{ background: app.colourOfRun(name) }} />
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, values }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {runs.map((run, i) => (
                <td key={run.name}>{String(values[i] ?? "–")}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length === 0 && <p class="faint">Nothing: the same model, parameters and settings.</p>}
    </section>
  );
}
