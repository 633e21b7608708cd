import { open } from "node:fs/promises";
import { type RunData, STATISTICS } from "@driftgraph/viewer";

/** Writes the statistics of runs, one row for each logged time and series: a sweep's values first, covariances and correlations last. */
export async function writeCsv(file: string, runs: readonly RunData[]): Promise<void> {
  const handle = await open(file, "wx");
  try {
    for (const chunk of csvChunks(runs)) await handle.writeFile(chunk);
  } finally {
    await handle.close();
  }
}

/** The text of the table, a run at a time; numbers in full, unknown ones empty. */
export function* csvChunks(runs: readonly RunData[]): Generator<string> {
  const swept = [...new Set(runs.flatMap(({ point }) => Object.keys(point)))];
  const together = [
    ...new Set(
      runs.flatMap(({ series }) => series.flatMap((of) => Object.keys(of.together ?? {}))),
    ),
  ];
  yield row([...swept, "t", "species", ...STATISTICS, ...together]);
  for (const { times, series, point } of runs) {
    const values = swept.map((name) => point[name] ?? null);
    const lines = times.flatMap((t, k) =>
      series.map(({ name, statistics, together: own }) =>
        row([
          ...values,
          ...[t, name],
          ...STATISTICS.map((key) => statistics[key][k] ?? null),
          ...together.map((key) => own?.[key]?.[k] ?? null),
        ]),
      ),
    );
    yield lines.join("");
  }
}

function row(cells: readonly (string | number | null)[]): string {
  return `${cells.map(cell).join(",")}\n`;
}

function cell(value: string | number | null): string {
  if (value === null) return "";
  const text = String(value);
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
