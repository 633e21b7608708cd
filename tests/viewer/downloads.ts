import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";

/** A file that the panel on a page makes. */
export async function downloaded(
  page: Page,
  format: string,
): Promise<{ readonly name: string; readonly bytes: Buffer }> {
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: format, exact: true }).click(),
  ]);
  return {
    name: download.suggestedFilename(),
    bytes: await readFile(await download.path()),
  };
}

/** The rows of a CSV file by column; cells as they are written. */
export async function downloadedTable(page: Page): Promise<ReadonlyMap<string, string[]>> {
  const { bytes } = await downloaded(page, "CSV");
  const [header = "", ...lines] = bytes.toString("utf8").trimEnd().split("\r\n");
  const rows = lines.map((line) => line.split(","));
  return new Map(header.split(",").map((name, i) => [name, rows.map((row) => row[i] ?? "")]));
}
