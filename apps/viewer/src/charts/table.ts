/** Values behind a chart. */
export interface Table {
  readonly columns: readonly string[];
  readonly rows: number;
  cell(row: number, column: number): number | string;
}

/** A table of columns of numbers; missing and NaN values are empty cells. */
export function tableOf(
  columns: readonly (readonly [name: string, values: ArrayLike<number | string>])[],
): Table {
  return {
    columns: columns.map(([name]) => name),
    rows: columns.reduce((most, [, values]) => Math.max(most, values.length), 0),
    cell: (row, column) => columns[column]?.[1][row] ?? "",
  };
}

/** Comma-separated values as RFC 4180 has them, in full precision. */
export function csvOf(table: Table): string {
  const lines = [table.columns.map(cellText).join(",")];
  for (let row = 0; row < table.rows; row++) {
    lines.push(table.columns.map((_, column) => cellText(table.cell(row, column))).join(","));
  }
  return `${lines.join("\r\n")}\r\n`;
}

function cellText(value: number | string): string {
  if (typeof value === "number") return Number.isNaN(value) ? "" : String(value);
  // A text that a spreadsheet would take for a formula is none of ours: names come from logs.
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Rows of a long table, spread evenly from the first to the last. */
export function evenRows(rows: number, most: number): number[] {
  if (rows <= most) return Array.from({ length: rows }, (_, i) => i);
  return Array.from({ length: most }, (_, i) => Math.round((i * (rows - 1)) / (most - 1)));
}
