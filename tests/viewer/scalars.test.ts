import { cp } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { driftgraph, emptyFolder } from "../cli/command.ts";
import { inked } from "./chart-pixels.ts";
import { downloaded, downloadedTable } from "./downloads.ts";
import { openViewer } from "./open-viewer.ts";
import { readLogged } from "./read-logged.ts";

const cwd = emptyFolder();
const small = ["--paths", "300", "--t-end", "1", "--dt", "0.1", "-q"];
await driftgraph(["run", "switch", ...small], { cwd });
await driftgraph(["run", "switch", ...small, "--set", "sigma=0.3"], { cwd });
const logdir = path.join(cwd, "runs");
const others = fileURLToPath(new URL("../../packages/eventlog/fixtures", import.meta.url));
for (const name of ["tensorflow2", "keras", "pytorch"]) {
  await cp(path.join(others, name), path.join(logdir, name), { recursive: true });
}
const viewer = await openViewer(logdir);

const BLUE = [0, 114, 178] as const;
const VERMILION = [190, 79, 0] as const;

/** The scalars' charts, once they are drawn. */
async function scalarCharts(page: Page) {
  const charts = page.getByRole("region", { name: "Scalars by tag" }).locator(".chart");
  await charts.first().waitFor();
  return charts;
}

const address = (page: Page) => page.evaluate(() => location.hash);

describe.skipIf(viewer.skip)("the scalars", { timeout: 60_000 }, () => {
  it("overlay a tag's values of several runs, each in its colour, as they were logged", async () => {
    const { page, complaints } = await viewer.open(
      "scalars?run=switch-1&run=switch-2&scalars.tags=x1/mean",
      { colorScheme: "light" },
    );
    const charts = await scalarCharts(page);
    expect(await charts.count()).toBe(1);
    expect(await inked(charts.first(), BLUE)).toBeGreaterThan(100);
    expect(await inked(charts.first(), VERMILION)).toBeGreaterThan(100);
    const table = await downloadedTable(page);
    for (const run of ["switch-1", "switch-2"]) {
      const mean = (await readLogged(logdir, run)).series[0]?.statistics.get("mean") ?? [];
      const singles = Array.from(mean, Math.fround);
      expect(table.get(`${run} x1/mean`)?.map(Number)).toEqual(singles);
      expect(table.get(`${run} x1/mean step`)?.map(Number)).toEqual(singles.map((_, i) => i));
    }
    expect(complaints).toEqual([]);
  });

  it("are narrowed by words of their tags, which a link keeps", async () => {
    const { page } = await viewer.open("scalars?run=switch-1");
    await scalarCharts(page);
    await page.getByRole("searchbox", { name: "Filter tags" }).fill("x2 q95");
    await expect.poll(async () => await (await scalarCharts(page)).count()).toBe(1);
    await page.reload();
    expect(await (await scalarCharts(page)).first().getAttribute("aria-label")).toContain("x2/q95");
    await page.getByRole("searchbox", { name: "Filter tags" }).fill("nothing so called");
    await page.getByText("No tag matches").waitFor();
    expect([...(await downloadedTable(page)).keys()].filter(Boolean)).toEqual([]);
  });

  it("are smoothed as TensorBoard smooths, with the values behind", async () => {
    const { page } = await viewer.open(
      "scalars?run=tensorflow2&scalars.tags=loss&scalars.smooth=0.6",
    );
    const chart = (await scalarCharts(page)).first();
    const box = (await chart.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
    await page.mouse.move(box.x + box.width - 30, box.y + box.height / 2);
    // 1, 0.5, 0.25 by 0.6: (0.4·0.25 + 0.6·(0.4·0.5 + 0.6·0.4·1)) / (1 − 0.6³) = 0.46429
    const readout = await page.locator(".readout").textContent();
    expect(readout).toMatch(/0\.25 \(smoothed 0\.4642/);
    const slider = page.getByRole("slider", { name: "smoothing" });
    await slider.focus();
    await page.keyboard.press("Home");
    await expect.poll(() => address(page)).not.toContain("scalars.smooth");
  });

  it("stand over steps, over time, over the time of day, and on a log scale", async () => {
    const { page } = await viewer.open("scalars?run=pytorch&scalars.tags=loss");
    const svg = async () => (await downloaded(page, "SVG")).bytes.toString("utf8");
    await scalarCharts(page);
    expect(await svg()).toContain(">step</text>");
    await page.getByRole("button", { name: "relative" }).click();
    await expect.poll(svg).toContain("time since the first value");
    await page.getByRole("button", { name: "wall" }).click();
    await expect.poll(svg).toContain("time of day");
    await page.getByRole("checkbox", { name: "log" }).check();
    await expect.poll(() => address(page)).toMatch(/scalars\.axis=wall&scalars\.scale=log/);
    expect(await svg()).not.toMatch(/NaN|Infinity/);
  });

  it("zoom together along their axis, and back", async () => {
    const { page } = await viewer.open("scalars?run=switch-1");
    const charts = await scalarCharts(page);
    const box = (await charts.first().boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    // A wheel alone scrolls the panel, which is longer than the window.
    await page.mouse.wheel(0, 300);
    await expect
      .poll(() => page.getByRole("tabpanel").evaluate((panel) => panel.scrollTop))
      .toBeGreaterThan(0);
    expect(await address(page)).not.toContain("scalars.x=");
    await page.keyboard.down("Control");
    await page.mouse.wheel(0, -400);
    await page.keyboard.up("Control");
    await expect.poll(() => address(page)).toContain("scalars.x=");
    await page.getByRole("button", { name: "Reset zoom" }).click();
    await expect.poll(() => address(page)).not.toContain("scalars.x=");
  });

  it("show the histograms at a step over the bins that were logged, in the files too", async () => {
    const { page, complaints } = await viewer.open("scalars?run=tensorflow2&scalars.step=1");
    const chart = page.getByRole("region", { name: "Histograms by tag" }).locator(".chart");
    await chart.first().waitFor();
    expect(await chart.first().getAttribute("aria-label")).toMatch(/step 1, 200 values.*3 steps/);
    const table = await downloadedTable(page);
    const counts = table.get("tensorflow2 samples count")?.slice(0, 5).map(Number);
    expect(counts).toEqual([10, 45, 88, 46, 11]);
    const first = (await downloaded(page, "SVG")).bytes.toString("utf8");
    expect(first).toContain(">samples</text>");
    await page.getByRole("spinbutton", { name: "histograms at step" }).fill("0");
    await page.keyboard.press("Enter");
    await expect.poll(() => chart.first().getAttribute("aria-label")).toContain("step 0,");
    expect(complaints).toEqual([]);
  });

  it("of Keras' training and validation lie over each other", async () => {
    const { page } = await viewer.open(
      "scalars?run=keras/train&run=keras/validation&scalars.tags=epoch_loss",
    );
    const charts = await scalarCharts(page);
    expect(await charts.count()).toBe(1);
    const said = await charts.first().getAttribute("aria-label");
    expect(said).toMatch(/keras\/train: 3 values.*keras\/validation: 3 values/);
  });

  it("are seen where there is only one", async () => {
    const { page } = await viewer.open("scalars?run=pytorch/trial", { colorScheme: "light" });
    const chart = (await scalarCharts(page)).first();
    await expect.poll(() => inked(chart, BLUE)).toBeGreaterThan(15);
    expect(await inked(chart, BLUE)).toBeLessThan(100);
  });

  it("stand beside a list of what nothing here draws, which leads to its records", async () => {
    const { page } = await viewer.open("scalars?run=tensorflow2");
    const others = page.getByRole("region", { name: "Other tags" });
    await others.waitFor();
    expect(await others.getByRole("row").allTextContents()).toEqual([
      "tagpluginvalues",
      "ownmine1",
    ]);
    await others.getByRole("button", { name: "own" }).click();
    await page.getByRole("tab", { name: "Events", selected: true }).waitFor();
    const row = page.locator("table.events button").filter({ hasText: "own" }).first();
    await row.click();
    await page.locator("table.events pre").getByText("DT_INT64").waitFor();
  });

  it("are a page at a time where there are many", async () => {
    const { page } = await viewer.open("scalars?run=switch-1");
    const charts = await scalarCharts(page);
    const before = await charts.count();
    const more = page.getByRole("region", { name: "Scalars by tag" }).getByRole("button", {
      name: /^Show \d+ more of \d+/,
    });
    await more.click();
    await expect.poll(() => charts.count()).toBeGreaterThan(before);
  });
});
