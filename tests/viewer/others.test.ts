import { readFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { downloadedTable } from "./downloads.ts";
import { openViewer } from "./open-viewer.ts";

/** Logs that TensorFlow 1 and 2, Keras, PyTorch and tensorboardX wrote, and what their writers put in. */
const LOGS = fileURLToPath(new URL("../../packages/eventlog/fixtures", import.meta.url));
const expected: Record<
  string,
  {
    scalars: Record<string, { steps: number[]; values: number[] }>;
    layers?: Record<string, unknown>;
  }
> = JSON.parse(await readFile(path.join(LOGS, "expected.json"), "utf8"));
const viewer = await openViewer(LOGS);
const RUNS = ["tensorflow1", "tensorflow2", "tensorboardx", "keras/train", "pytorch"];

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
    const { scalars = {} } = expected[run.split("/")[0] ?? ""] ?? {};
    const [values = []] = Object.values(scalars).map((scalar) => scalar.values);
    expect(values.length).toBeGreaterThan(0);
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

  it.each(RUNS)("%s: draws the histograms", async (run) => {
    const { page, complaints } = await viewer.open(`scalars?run=${run}`);
    const histograms = page.getByRole("region", { name: "Histograms by tag" });
    await histograms.locator(".chart").first().waitFor();
    const said = await histograms.locator(".chart").first().getAttribute("aria-label");
    expect(said).not.toMatch(/NaN|undefined/);
    expect(complaints).toEqual([]);
  });

  it("draws a Keras model layer by layer, a model in it as a scope", async () => {
    const { page } = await viewer.open(
      "graph?run=keras/train&graph.open=line&graph.open=line/block&node=line/block/wide",
    );
    await page.locator(".graph-canvas").waitFor();
    const names = await page.locator(".items-list tbody th").allTextContents();
    for (const layer of Object.keys(expected["keras"]?.layers ?? {}))
      expect(names).toContain(layer);
    const card = page.getByRole("complementary", { name: "line/block/wide" });
    await card.getByText("relu").waitFor({ state: "attached" });
    expect(await card.textContent()).toContain("line/block/start");
  });

  it("draws what PyTorch traced, in the module's scopes", async () => {
    const { page } = await viewer.open("graph?run=pytorch&graph.open=Sequential");
    await page.locator(".graph-canvas").waitFor();
    const names = await page.locator(".items-list tbody th").allTextContents();
    expect(names).toContain("Sequential/Linear[0]");
  });

  it.each(["tensorflow2", "pytorch"])("%s: shows its text and its image", async (run) => {
    const { page } = await viewer.open(`scalars?run=${run}`);
    await page.getByText("dA = −A dt").waitFor();
    const image = page.getByRole("img", { name: "picture" }).first();
    await image.waitFor();
    await expect
      .poll(() => image.evaluate((img) => img instanceof HTMLImageElement && img.naturalWidth))
      .toBeGreaterThan(0);
  });

  it("lists what runs were given, to be filtered by", async () => {
    const { page } = await viewer.open("overview?run=pytorch/trial&filter=rate=0.1");
    const table = page.getByRole("table", { name: "Hyperparameters" });
    await table.waitFor();
    expect(await table.getByRole("row").allTextContents()).toEqual(["rate0.1", "kindsgd"]);
    expect(await page.locator(".run").count()).toBe(1);
  });

  it("tells what is odd about a file in plain words, and shows its records", async () => {
    const { page } = await viewer.open("events?run=tensorflow1");
    await page.getByText('"layer/double" names an op and a scope').first().waitFor();
    await page.getByText("brain.Event:2").waitFor();
  });
});
