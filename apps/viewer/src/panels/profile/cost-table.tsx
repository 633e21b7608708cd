import { useMemo } from "preact/hooks";
import { useApp } from "../../state/use-app.ts";
import { bytesText, shareText, timeText } from "../graph/amounts.ts";
import {
  COLUMNS,
  type Column,
  type CostRow,
  type Grouping,
  groupRows,
  sortRows,
} from "./group-rows.ts";
import type { OpCost } from "./op-rows.ts";

const TITLES: Readonly<Record<Column, string>> = {
  name: "name",
  self: "self time",
  inclusive: "inclusive",
  calls: "calls",
  bytes: "bytes",
  share: "share",
};
/** More rows than these are reached by grouping them. */
const MOST_ROWS = 500;

/** What each op cost, or each group of ops; a press on a column's name sorts by it. */
export function CostTable({ costs, grouping }: { costs: readonly OpCost[]; grouping: Grouping }) {
  const { view } = useApp();
  const [column, isReversed] = sortingOf(view.get("profile.sort"));
  const rows = useMemo(
    () => sortRows(groupRows(costs, grouping), column, isReversed),
    [costs, grouping, column, isReversed],
  );
  const sortBy = (next: Column): void => {
    view.set({ "profile.sort": next === column && !isReversed ? `-${next}` : next });
  };
  return (
    <div class="scroll">
      <table class="costs">
        <caption class="visually-hidden">What each op cost</caption>
        <thead>
          <tr>
            {COLUMNS.map((name) => (
              <th
                key={name}
                scope="col"
                aria-sort={name !== column ? "none" : isReversed ? "ascending" : "descending"}
              >
                <button type="button" onClick={() => sortBy(name)}>
                  {TITLES[name]}
                  {name === column ? (isReversed ? " ↑" : " ↓") : ""}
                </button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, MOST_ROWS).map((row) => (
            <Row key={row.name} row={row} />
          ))}
        </tbody>
      </table>
      {rows.length > MOST_ROWS && (
        <p class="faint">{`${rows.length - MOST_ROWS} more rows: group them, or take the CSV.`}</p>
      )}
    </div>
  );
}

function Row({ row }: { row: CostRow }) {
  const { view } = useApp();
  const { node } = row;
  return (
    <tr aria-selected={node !== undefined && node === view.node.value}>
      <th scope="row">
        {node === undefined ? (
          row.name
        ) : (
          <button
            type="button"
            title="Show in the graph"
            onClick={() => {
              view.set({ node });
              view.show("graph");
            }}
          >
            {row.name}
          </button>
        )}
        {row.count > 1 && <span class="faint">{` ${row.count} ops`}</span>}
      </th>
      <td>{row.self === undefined ? "–" : timeText(row.self)}</td>
      <td>{row.inclusive === undefined ? "–" : timeText(row.inclusive)}</td>
      <td>{row.calls.toLocaleString("en").replaceAll(",", "\u202f")}</td>
      <td>{bytesText(row.bytes)}</td>
      <td>
        <div class="share" aria-hidden="true">
          <div style={{ width: `${100 * row.share}%` }} />
        </div>
        {shareText(row.share)}
      </td>
    </tr>
  );
}

function sortingOf(text = "self"): [Column, boolean] {
  const isReversed = text.startsWith("-");
  const name = isReversed ? text.slice(1) : text;
  return [COLUMNS.find((column) => column === name) ?? "self", isReversed];
}
