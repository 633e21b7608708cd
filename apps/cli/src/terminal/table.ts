/** A column: its heading, and on which side its cells are flush. */
export interface Column {
  readonly heading: string;
  readonly align: "left" | "right";
}

/** Rows of cells as aligned lines, two spaces between columns. */
export function table(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  heading: (text: string) => string = (text) => text,
): string[] {
  const widths = columns.map((column, i) =>
    Math.max(width(column.heading), ...rows.map((row) => width(row[i] ?? ""))),
  );
  const line = (cells: readonly string[]): string =>
    columns
      .map(({ align }, i) => pad(cells[i] ?? "", widths[i] ?? 0, align))
      .join("  ")
      .trimEnd();
  const head = line(columns.map((column) => column.heading));
  return [...(head === "" ? [] : [heading(head)]), ...rows.map(line)];
}

function pad(text: string, size: number, align: Column["align"]): string {
  const space = " ".repeat(Math.max(0, size - width(text)));
  return align === "left" ? text + space : space + text;
}

/** Characters as a terminal counts them, combining marks and styles aside. */
function width(text: string): number {
  return [...text.replace(/\u001b\[\d+m/g, "").replace(/\p{M}/gu, "")].length;
}
