import { readFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { downloadedTable } from "./downloads.ts";
import { openViewer } from "./open-viewer.ts";

/** Logs that TensorFlow 1 and 2 and tensorboardX wrote, and what their writers put in. */
const LOGS = fileURLToPath(new URL("../../packages/eventlog/fixtures", import.meta.url));
const expected: Record<
  "tensorflow1" | "tensorflow2" | "tensorboardx",
  { scalars: Record<string, { steps: number[]; values: number[] }> }
> = JSON.parse(await readFile(path.join(LOGS, "expected.json"), "utf8"));
const viewer = await openViewer(LOGS);
const RUNS = ["tensorflow1", "tensorflow2", "tensorboardx"] as const;

describe.skipIf(viewer.skip)("logs of other programs", { timeout: 60_000 }, () => {
  it.each(RUNS)("%s: says what there is", async (run) => {
    const { page, complaints } = await viewer.open(`overview?run=${run}`);
    await page.getByRole("heading", { name: "A log of another program" }).waitFor();
    expect(await page.getByRole("tabpanel").textContent()).toContain("scalars");
    expect(complaints).toEqual([]);
  });

  it.each(RUNS)("%s: charts the scalars that were written", async (run) => {
    const { page, complaints } = await viewer.open(`scalars?run=${run}`);
    await page.locator(".chart").first().waitFor();
    const [values = []] = Object.values(expected[run].scalars).map((scalar) => scalar.values);
    const cells = [...(await downloadedTable(page)).values()].flat().map(Number);
    for (const value of values) expect(cells).toContain(value);
    expect(complaints).toEqual([]);
  });

  it.each(RUNS)("%s: draws the graph", async (run) => {
    const { page, complaints } = await viewer.open(`graph?run=${run}`);
    await page.locator(".graph-canvas").waitFor();
    expect(await page.locator(".items-list tbody tr").count()).toBeGreaterThan(0);
    expect(complaints).toEqual([]);
  });

  it("shows texts and images beside them", async () => {
    const { page } = await viewer.open("scalars?run=tensorflow2");
    await page.getByText("dA = −A dt").waitFor();
    await page.getByRole("img", { name: "picture" }).first().waitFor();
  });

  it("tells what is odd about a file in plain words, and shows its records", async () => {
    const { page } = await viewer.open("events?run=tensorflow1");
    await page.getByText('"layer/double" names an op and a scope').first().waitFor();
    await page.getByText("brain.Event:2").waitFor();
  });
});
