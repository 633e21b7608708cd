import type { LoggedRun } from "@driftgraph/core";
import { useApp } from "../../state/use-app.ts";

/** More points than these are compared by choosing them in the list of runs. */
const MOST_COMPARED = 8;

/** The points of a sweep, each with the way to its own run. */
export function SweepPoints({ run, sweep }: { run: string; sweep: LoggedRun["sweep"] }) {
  const { view } = useApp();
  if (!sweep) return null;
  const names = sweep.points.map((point) => `${run}/${point.run}`);
  return (
    <section class="scroll">
      <table class="facts">
        <caption>
          {`Sweep of ${sweep.parameters.join(", ")} `}
          <button type="button" onClick={() => view.set({ run: names.slice(0, MOST_COMPARED) })}>
            {names.length > MOST_COMPARED ? `Compare the first ${MOST_COMPARED}` : "Compare all"}
          </button>
        </caption>
        <thead>
          <tr>
            {sweep.parameters.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
            <th scope="col">run</th>
          </tr>
        </thead>
        <tbody>
          {sweep.points.map((point, i) => (
            <tr key={point.run}>
              {sweep.parameters.map((name) => (
                <td key={name} class="number">
                  {point.values[name]}
                </td>
              ))}
              <td>
                <button type="button" onClick={() => view.set({ run: names.slice(i, i + 1) })}>
                  {point.run}
                </button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
