import path from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { driftgraph, emptyFolder } from "../cli/command.ts";
import { inked } from "./chart-pixels.ts";
import { downloaded, downloadedTable } from "./downloads.ts";
import { openViewer } from "./open-viewer.ts";
import { readLogged } from "./read-logged.ts";

const cwd = emptyFolder();
const small = ["--paths", "600", "--t-end", "2", "--dt", "0.1", "-q"];
await driftgraph(["run", "switch", ...small], { cwd });
await driftgraph(["run", "switch", ...small, "--set", "sigma=0.3"], { cwd });
await driftgraph(["run", "repressilator", ...small], { cwd });
const logdir = path.join(cwd, "runs");
const viewer = await openViewer(logdir);
let logged: Awaited<ReturnType<typeof readLogged>>;

/** The palette's first colours on white. */
const BLUE = [0, 114, 178] as const;
const VERMILION = [190, 79, 0] as const;

beforeAll(async () => {
  logged = await readLogged(logdir, "switch-1");
});

const drawn = () => performance.getEntriesByName("driftgraph:trajectories-drawn").length > 0;

describe.skipIf(viewer.skip)("the trajectories", { timeout: 60_000 }, () => {
  it("are drawn with every number of the log behind them", async () => {
    const { page, complaints } = await viewer.open("trajectories?run=switch-1");
    await page.waitForFunction(drawn);
    const table = await downloadedTable(page);
    const [x1] = logged.series;
    expect(table.get("time")?.map(Number)).toEqual([...logged.times]);
    for (const name of ["mean", "q05", "q50", "q95"]) {
      expect(table.get(`x1 ${name}`)?.map(Number)).toEqual([...(x1?.statistics.get(name) ?? [])]);
    }
    x1?.samples.paths.forEach((index, i) => {
      const values = [...(x1.samples.values[i] ?? [])];
      expect(table.get(`x1 path ${index}`)?.map(Number)).toEqual(values);
    });
    expect(complaints).toEqual([]);
  });

  it("are blue and vermilion, each in a chart of its own, and fan out with time", async () => {
    const { page } = await viewer.open("trajectories?run=switch-1", { colorScheme: "light" });
    await page.waitForFunction(drawn);
    const [first, second] = [page.locator(".chart").nth(0), page.locator(".chart").nth(1)];
    // The median is a full line through the middle.
    expect(await inked(first, BLUE)).toBeGreaterThan(300);
    expect(await inked(first, VERMILION)).toBe(0);
    expect(await inked(second, VERMILION)).toBeGreaterThan(300);
    expect(await inked(second, BLUE)).toBe(0);
  });

  it("read out the statistics at the pointer", async () => {
    const { page } = await viewer.open("trajectories?run=switch-1&series=x1");
    await page.waitForFunction(drawn);
    const box = await page.locator(".chart").boundingBox();
    await page.mouse.move((box?.x ?? 0) + (box?.width ?? 0) / 2, (box?.y ?? 0) + 150);
    const readout = await page.locator(".readout").textContent();
    const [, time = ""] = /t = ([\d.]+)/.exec(readout ?? "") ?? [];
    const k = [...logged.times].findIndex((one) => Math.abs(one - Number(time)) < 1e-6);
    expect(k).toBeGreaterThan(0);
    const median = logged.series[0]?.statistics.get("q50")?.[k] ?? Number.NaN;
    const [, shown = ""] = /median\s*([\d.]+)/.exec(readout ?? "") ?? [];
    expect(Number(shown)).toBeCloseTo(median, 3);
  });

  it("zoom by wheel and keys, pan by dragging, and keep the zoom in the address", async () => {
    const { page } = await viewer.open("trajectories?run=switch-1&series=x1");
    await page.waitForFunction(drawn);
    const chart = page.locator(".chart");
    const box = (await chart.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await page.keyboard.down("Control");
    await page.mouse.wheel(0, -300);
    await page.keyboard.up("Control");
    await page.waitForFunction(() => location.hash.includes("trajectories.x="));
    const domain = async (): Promise<number[]> => {
      const text = new URLSearchParams((await hash()).split("?")[1]).get("trajectories.x");
      return (text ?? "").split(",").map(Number);
    };
    const hash = () => page.evaluate(() => location.hash);
    const [low = 0, high = 0] = await domain();
    expect(high - low).toBeLessThan(1.5);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width / 2 + 100, box.y + box.height / 2, { steps: 4 });
    await page.mouse.up();
    await page.waitForFunction((before) => location.hash !== before, await hash());
    const [moved = 0] = await domain();
    expect(moved).toBeLessThan(low);
    await chart.focus();
    await page.keyboard.press("0");
    await page.waitForFunction(() => !location.hash.includes("trajectories.x="));
  });

  it("restore a zoom, a scale and a selection from a link", async () => {
    const link = "trajectories?run=switch-1&series=x2&trajectories.x=0.5,1&trajectories.scale=log";
    const { page } = await viewer.open(link);
    await page.waitForFunction(drawn);
    expect(await page.locator(".chart").count()).toBe(1);
    const svg = (await downloaded(page, "SVG")).bytes.toString("utf8");
    expect(svg).toContain(">0.6</text>");
    expect(svg).not.toContain(">1.5</text>");
    expect(await page.getByRole("checkbox", { name: "x1" }).isChecked()).toBe(false);
  });

  it("mark a path where it is clicked, in the address and all panels", async () => {
    const { page } = await viewer.open("trajectories?run=switch-1&series=x1");
    await page.waitForFunction(drawn);
    const box = (await page.locator(".chart").boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
    // Far above where all paths start: no path is near.
    await page.mouse.click(box.x + 60, box.y + 150);
    const miss = await page.evaluate(() => location.hash);
    expect(miss).not.toContain("path=");
    for (let y = 40; y < box.height - 60; y += 8) {
      await page.mouse.click(box.x + box.width / 2, box.y + y);
      if ((await page.evaluate(() => location.hash)).includes("path=")) break;
    }
    const hash = await page.evaluate(() => location.hash);
    const marked = Number(/path=(\d+)/.exec(hash)?.[1] ?? Number.NaN);
    expect(logged.series[0]?.samples.paths).toContain(marked);
  });

  it("overlay runs by their colours, or stand side by side", async () => {
    const { page } = await viewer.open("trajectories?run=switch-1&run=switch-2&series=x1");
    await page.waitForFunction(drawn);
    const charts = page.locator(".chart");
    expect(await charts.count()).toBe(1);
    expect(await inked(charts.first(), BLUE)).toBeGreaterThan(200);
    expect(await inked(charts.first(), VERMILION)).toBeGreaterThan(200);
    await page.getByRole("button", { name: "side by side" }).click();
    await page.waitForFunction(
      () =>
        document.querySelector("driftgraph-viewer")?.shadowRoot?.querySelectorAll(".chart")
          .length === 2,
    );
  });

  it("come as PNG, SVG and CSV of what is shown", async () => {
    const { page } = await viewer.open("trajectories?run=repressilator-1");
    await page.waitForFunction(drawn);
    const png = await downloaded(page, "PNG");
    expect(png.name).toBe("trajectories.png");
    expect(png.bytes.subarray(1, 4).toString()).toBe("PNG");
    // Three charts of 720 × 400 pixels below each other, twice as fine.
    expect([png.bytes.readUInt32BE(16), png.bytes.readUInt32BE(20)]).toEqual([1440, 2400]);
    const svg = (await downloaded(page, "SVG")).bytes.toString("utf8");
    expect(svg).toContain(">A · protein A</text>");
    expect(svg).not.toMatch(/var\(|NaN|Infinity|<script/);
  });

  it("say in words what they show, and have a table behind them", async () => {
    const { page } = await viewer.open("trajectories?run=switch-1&series=x1");
    await page.waitForFunction(drawn);
    const label = await page.locator(".chart").getAttribute("aria-label");
    expect(label).toMatch(
      /^x1 · protein 1\. x1: mean 0\.5 at the start, .* 90 % of paths lie between/,
    );
    await page.getByText("Values as a table").click();
    const rows = page.locator(".chart-table tbody tr");
    await rows.nth(20).waitFor();
    expect(await rows.count()).toBe(21);
    await page.getByRole("button", { name: "What this shows" }).click();
    const help = await page.getByRole("complementary").textContent();
    expect(help).toContain("100 sample paths of 600 paths, 21 logged times");
  });

  it("fit a narrow page and a very wide one", async () => {
    for (const width of [400, 3000]) {
      const { page } = await viewer.open("trajectories?run=switch-1", {
        viewport: { width, height: 900 },
      });
      await page.waitForFunction(drawn);
      const box = await page.locator(".chart").first().boundingBox();
      expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(width);
      expect(box?.height).toBeGreaterThan(200);
      await page.close();
    }
  });
});
