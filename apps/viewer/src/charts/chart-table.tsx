import { useState } from "preact/hooks";
import { numberText } from "./number-text.ts";
import { evenRows, type Table } from "./table.ts";

/** Rows that are shown of a long table; the CSV file has them all. */
const MOST_ROWS = 200;
const MOST_COLUMNS = 40;

/** The values behind a panel's charts, for reading aloud and for copying; made when it is opened. */
export function ChartTable({ title, table }: { title: string; table: () => Table }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details class="chart-table" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>Values as a table</summary>
      {isOpen && <Rows title={title} table={table()} />}
    </details>
  );
}

function Rows({ title, table }: { title: string; table: Table }) {
  const rows = evenRows(table.rows, MOST_ROWS);
  const columns = table.columns.slice(0, MOST_COLUMNS);
  const isAll = rows.length === table.rows && columns.length === table.columns.length;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: scrolled by keys
    <div class="rows" tabIndex={0}>
      <table>
        <caption>
          {title}
          {!isAll &&
            `: ${rows.length} of ${table.rows} rows and ${columns.length} of ${table.columns.length} columns; the CSV file has all`}
        </caption>
        <thead>
          <tr>
            {columns.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row}>
              {columns.map((name, column) => {
                const value = table.cell(row, column);
                return (
                  <td key={name}>{typeof value === "number" ? numberText(value, 6) : value}</td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
