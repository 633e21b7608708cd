import type { DrawnGraph } from "../../graph/drawn-graph.ts";
import { timeText } from "./amounts.ts";

/** Longer lists serve nobody. */
const MOST = 300;

/** What is drawn, as a table: for screen readers, and to find the dear ones by number. */
export function ItemsList({
  drawn,
  onSelect,
}: {
  drawn: DrawnGraph;
  onSelect: (id: string) => void;
}) {
  const items = drawn.items.slice(0, MOST);
  return (
    <details class="items-list">
      <summary>What is drawn, as a table</summary>
      <table>
        <thead>
          <tr>
            <th scope="col">name</th>
            <th scope="col">what</th>
            <th scope="col">time</th>
            <th scope="col">in the other</th>
          </tr>
        </thead>
        <tbody>
          {items.map(({ id, kind, op, count, time, otherTime }) => (
            <tr key={id}>
              <th scope="row">
                <button type="button" onClick={() => onSelect(id)}>
                  {id}
                </button>
              </th>
              <td>{op ?? `${kind} of ${count}`}</td>
              <td>{time === undefined ? "" : timeText(time)}</td>
              <td>{otherTime === undefined ? "" : timeText(otherTime)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {drawn.items.length > MOST && <p class="faint">{`${drawn.items.length - MOST} more`}</p>}
    </details>
  );
}
