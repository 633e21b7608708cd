import { mkdir } from "node:fs/promises";
import path from "node:path";
import { graphEvent, type NodeDef } from "@driftgraph/eventlog";
import { EventFileWriter } from "@driftgraph/eventlog/node";
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { driftgraph, emptyFolder } from "../cli/command.ts";
import { inkedOn } from "./chart-pixels.ts";
import { downloaded } from "./downloads.ts";
import { pointAt } from "./graph-places.ts";
import { openViewer } from "./open-viewer.ts";

const cwd = emptyFolder();
const logdir = path.join(cwd, "runs");
const small = ["--paths", "2000", "--t-end", "2", "--dt", "0.1", "-q"];
await driftgraph(["run", "switch", ...small], { cwd });
await driftgraph(["run", "switch", ...small, "--scheme", "euler-maruyama"], { cwd });
await writeGraph("hostile", [
  { name: "a", op: "Add", input: ["b"] },
  { name: "b", op: "Add", input: ["a"] },
  { name: "<img src=x onerror=alert(1)>", op: "<b>Mul</b>", input: ["a", "gone"] },
  { name: `${"deep/".repeat(1000)}op`, op: "Neg", input: ["b"] },
  { name: "__proto__/constructor", op: "Exp", input: ["a"] },
]);
const DEEP = `${Array.from({ length: 20 }, (_, i) => `in_${i}`).join("/")}/inner/op`;
const products = (value: number): NodeDef[] => [
  { name: "x", op: "Placeholder" },
  { name: DEEP, op: "Neg", input: ["x"] },
  constant("kept/factor", 2),
  { name: "kept/double", op: "Mul", input: ["x", "kept/factor"] },
  constant("part/factor", value),
  { name: "part/product", op: "Mul", input: ["kept/double", "part/factor"] },
  {
    name: "turned",
    op: "MatMul",
    input: ["part/product", "x"],
    attr: { adjoint: { b: value < 1 } },
  },
];
await writeGraph("before", products(0.5));
await writeGraph("after", products(1.5));
const viewer = await openViewer(logdir);

function constant(name: string, value: number): NodeDef {
  const tensor = { dtype: "DT_DOUBLE", shape: [], values: Float64Array.of(value) } as const;
  return { name, op: "Const", attr: { dtype: { type: "DT_DOUBLE" }, value: { tensor } } };
}

async function writeGraph(run: string, node: readonly NodeDef[]): Promise<void> {
  await mkdir(path.join(logdir, run), { recursive: true });
  const writer = await EventFileWriter.create(path.join(logdir, run));
  writer.write(graphEvent(1_790_000_000, { node }));
  await writer.close();
}

/** The rim of what is linked to the hovered item, in the light theme. */
const PURPLE = [174, 76, 133] as const;

/** Pixels of a colour in one of the drawings. */
function coloured(page: Page, side: number, colour: typeof PURPLE): Promise<number> {
  const layers = page.locator(".graph-canvas").nth(side).locator("canvas[data-id^=layer2]");
  return inkedOn(layers.first(), colour);
}

/** What is drawn, by the table behind the drawing. */
async function drawn(page: Page): Promise<string[]> {
  await page.locator(".graph-canvas").first().waitFor();
  return await page.locator(".items-list").first().locator("tbody th").allTextContents();
}

describe.skipIf(viewer.skip)("the graph", { timeout: 60_000 }, () => {
  it("reads like the mathematics at first, and marks that it is drawn", async () => {
    const { page, complaints } = await viewer.open("graph?run=switch-1");
    const names = await drawn(page);
    for (const name of ["parameters", "scan", "scan/step", "scan/step/noise", "summaries"]) {
      expect(names).toContain(name);
    }
    expect(names).toContain("scan/step/stage_1");
    await page.waitForFunction(
      () => performance.getEntriesByName("driftgraph:graph-drawn").length > 0,
    );
    expect(complaints).toEqual([]);
  });

  it("opens scopes without a word on the console", async () => {
    const { page } = await viewer.open("graph?run=switch-1");
    const said: string[] = [];
    page.on("console", (message) => void said.push(message.text()));
    await drawn(page);
    for (const scope of ["scan/step/noise", "summaries"]) {
      await page.evaluate((open) => {
        location.hash = `graph?run=switch-1&graph.open=${encodeURIComponent(open)}`;
      }, scope);
      await expect
        .poll(() => drawn(page))
        .toContainEqual(expect.stringMatching(new RegExp(`^${scope}/`)));
    }
    expect(said).toEqual([]);
  });

  it("opens the scopes that the address names, and closes them by key", async () => {
    const { page } = await viewer.open(
      "graph?run=switch-1&graph.open=scan&graph.open=scan/step&graph.open=scan/step/noise&node=scan/step/noise",
    );
    await expect
      .poll(() => drawn(page))
      .toContainEqual(expect.stringMatching(/^scan\/step\/noise\//));
    await page.locator(".cytoscape").focus();
    await page.keyboard.press("Enter");
    await expect
      .poll(async () => (await drawn(page)).filter((name) => name.startsWith("scan/step/noise/")))
      .toEqual([]);
  });

  it("describes the selected op: where it came from, what it takes, what it cost", async () => {
    const { page } = await viewer.open("graph?run=switch-1&node=scan/step/stage_1/drift/x1/div");
    const card = page.getByRole("complementary", { name: "scan/step/stage_1/drift/x1/div" });
    await card.waitFor();
    await expect.poll(() => card.textContent()).toContain("drift of x1");
    const text = await card.textContent();
    expect(text).toContain("RealDiv");
    expect(text).toContain("of all ops");
    expect(text).toContain("Inputs (2)");
  });

  it("finds an op and opens the way to it", async () => {
    const { page } = await viewer.open("graph?run=switch-1");
    await drawn(page);
    await page.locator(".graph-search input").fill("stage_1/drift/x2/div");
    await page.getByText(/^1 found/).waitFor();
    await page.keyboard.press("Enter");
    await expect.poll(() => drawn(page)).toContain("scan/step/stage_1/drift/x2/div");
    expect(decodeURIComponent(page.url())).toContain("node=scan/step/stage_1/drift/x2/div");
  });

  it("walks along edges by arrow keys, and up by Escape", async () => {
    const { page } = await viewer.open("graph?run=switch-1&node=scan/step/stage_1");
    await drawn(page);
    await page.locator(".cytoscape").focus();
    await page.keyboard.press("ArrowDown");
    await page.waitForFunction(() => !/node=scan%2Fstep%2Fstage_1(&|$)/.test(location.hash));
    await page.keyboard.press("Escape");
    await page.waitForFunction(() => /node=scan%2Fstep(&|$)/.test(location.hash));
  });

  it("is walked by keys from where one clicks, into what is opened and out again", async () => {
    const { page } = await viewer.open("graph?run=switch-1");
    const canvas = page.locator(".graph-canvas");
    await canvas.waitFor();
    const node = () =>
      page.evaluate(() => new URLSearchParams(location.hash.split("?")[1]).get("node"));
    const box = (await canvas.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
    await page.mouse.click(box.x + 8, box.y + 8);
    await page.keyboard.press("ArrowDown");
    await expect.poll(node).not.toBeNull();
    await page.keyboard.press("/");
    await expect
      .poll(() =>
        page
          .getByRole("combobox", { name: /Find/ })
          .or(page.getByPlaceholder(/Find an op/))
          .first()
          .evaluate((field) => field.matches(":focus")),
      )
      .toBe(true);
  });

  it("shows the graph as built beside the optimized one, with what each pass did", async () => {
    const { page, complaints } = await viewer.open("graph?run=switch-1&graph.show=both");
    await expect.poll(() => page.locator(".graph-canvas").count()).toBe(2);
    await page.getByText(/^Optimizer: \d+ → \d+ nodes/).waitFor();
    expect(complaints).toEqual([]);
  });

  it("compares the graphs of two runs", async () => {
    const { page } = await viewer.open("graph?run=switch-1&run=switch-2&graph.show=compare");
    await expect.poll(() => page.locator(".graph-canvas").count()).toBe(2);
    const legend = page.getByRole("list", { name: "Legend" }).first();
    expect(await legend.textContent()).toContain("removed");
  });

  it("opens a scope by a double click, and by Enter", async () => {
    const { page } = await viewer.open("graph?run=switch-1");
    await drawn(page);
    const { x, y } = await pointAt(page, "summaries");
    await page.mouse.dblclick(x, y);
    await expect.poll(() => drawn(page)).toContainEqual(expect.stringMatching(/^summaries\//));
    await page.waitForFunction(
      () => performance.getEntriesByName("driftgraph:scope-expanded").length > 0,
    );
    await page.locator(".items-list summary").click();
    await page.getByRole("button", { name: "scan/step/noise", exact: true }).click();
    await page.locator(".cytoscape").focus();
    await page.keyboard.press("Enter");
    await expect
      .poll(() => drawn(page))
      .toContainEqual(expect.stringMatching(/^scan\/step\/noise\//));
  });

  it("outlines in the built graph what the hovered item of the optimized one was", async () => {
    const { page } = await viewer.open("graph?run=switch-1&graph.show=both&graph.colour=scope");
    await expect.poll(() => page.locator(".graph-canvas").count()).toBe(2);
    await page.waitForFunction(
      () => performance.getEntriesByName("driftgraph:graph-drawn").length > 1,
    );
    expect(await coloured(page, 0, PURPLE)).toBe(0);
    await pointAt(page, "summaries");
    await expect.poll(() => coloured(page, 0, PURPLE)).toBeGreaterThan(50);
    expect(await coloured(page, 1, PURPLE)).toBe(0);
  });

  it("opens the way to an op that was searched for, however deep it is", async () => {
    const { page, complaints } = await viewer.open("graph?run=before");
    await drawn(page);
    await page.locator(".graph-search input").fill("inner/op");
    await page.getByText(/^1 found/).waitFor();
    await page.keyboard.press("Enter");
    await expect.poll(() => drawn(page)).toContain(DEEP);
    await page.getByRole("complementary", { name: DEEP }).waitFor();
    expect(complaints).toEqual([]);
  });

  it("keeps the way to an op a thousand scopes deep in the address, for who follows the link", async () => {
    const name = `${"deep/".repeat(1000)}op`;
    const { page } = await viewer.open("graph?run=hostile");
    await drawn(page);
    await page.locator(".graph-search input").fill("deep/op");
    await page.getByText(/^1 found/).waitFor();
    await page.keyboard.press("Enter");
    await page.getByRole("complementary", { name }).waitFor();
    await expect.poll(() => drawn(page)).toContain(name);
    const { hash } = new URL(page.url());
    expect(hash.length).toBeLessThan(20_000);
    const { page: linked } = await viewer.open(hash.slice(1));
    await expect.poll(() => drawn(linked), { timeout: 30_000 }).toContain(name);
  });

  it("shows at the op that uses it that a constant is another one, and that an attribute is", async () => {
    const at = "graph?run=before&run=after&graph.show=compare&graph.open=part&graph.open=kept";
    const { page } = await viewer.open(at);
    await expect.poll(() => page.locator(".graph-canvas").count()).toBe(2);
    const svg = (await downloaded(page, "SVG")).bytes.toString("utf8");
    const fills = new Map(
      [...svg.matchAll(/<title>([^<]*)<\/title><rect[^>]* fill="([^"]*)"/g)].map(([, id, fill]) => [
        id,
        fill,
      ]),
    );
    expect(fills.get("part/product")).toBe(fills.get("turned"));
    expect(fills.get("part/product")).not.toBe(fills.get("kept/double"));
  });

  it("makes SVG and PNG of what is drawn", async () => {
    const { page } = await viewer.open("graph?run=switch-1");
    const names = await drawn(page);
    const svg = (await downloaded(page, "SVG")).bytes.toString("utf8");
    for (const name of names) expect(svg).toContain(`<title>${name}</title>`);
    const png = (await downloaded(page, "PNG")).bytes;
    expect(png.subarray(1, 4).toString("latin1")).toBe("PNG");
  });

  it("keeps in the address what is seen: who follows the link sees the same", async () => {
    const { page } = await viewer.open("graph?run=switch-1");
    await drawn(page);
    const name = "scan/step/stage_3";
    const place = await pointAt(page, name);
    const host = await page.locator(".cytoscape").boundingBox();
    if (!host) throw new Error("nothing is drawn");
    const middle = { x: host.x + host.width / 2, y: host.y + host.height / 2 };
    await page.getByRole("button", { name: "Larger" }).click();
    await page.getByRole("button", { name: "Larger" }).click();
    const at = {
      x: middle.x + 1.4 ** 2 * (place.x - middle.x),
      y: middle.y + 1.4 ** 2 * (place.y - middle.y),
    };
    await expect.poll(() => new URL(page.url()).hash).toContain("graph.at=");
    const { page: linked } = await viewer.open(new URL(page.url()).hash.slice(1));
    await drawn(linked);
    await expect
      .poll(async () => {
        await linked.mouse.move(middle.x, host.y + 5);
        await linked.mouse.move(at.x, at.y, { steps: 3 });
        return await linked.locator(".hover-line b").textContent({ timeout: 1000 });
      })
      .toBe(name);
    await page.getByRole("button", { name: "Fit" }).click();
    await expect.poll(() => new URL(page.url()).hash).not.toContain("graph.at");
  });

  it("has a bar at the scopes: the share of the time that was spent in each", async () => {
    const { page, complaints } = await viewer.open("graph?run=switch-1");
    await drawn(page);
    const svg = (await downloaded(page, "SVG")).bytes.toString("utf8");
    const widths = ([, width]: readonly string[]): number => Number(width);
    const inScope = (name: string): string =>
      svg.split("<g>").find((group) => group.includes(`<title>${name}</title>`)) ?? "";
    const shareOf = (name: string): number => {
      const [box = 0, bar = 0] = [...inScope(name).matchAll(/<rect[^>]* width="([^"]+)"/g)].map(
        widths,
      );
      return bar / box;
    };
    // Ratios of drawn widths: equal shares may differ in the last digit.
    expect(shareOf("scan")).toBeGreaterThan(shareOf("scan/step") - 1e-9);
    expect(shareOf("scan")).toBeLessThan(1);
    const steps = [...svg.matchAll(/<title>(scan\/step\/[^/<]+)<\/title>/g)].map(
      ([, name = ""]) => name,
    );
    const sum = steps.reduce((total, name) => total + (shareOf(name) || 0), 0);
    expect(sum).toBeCloseTo(shareOf("scan/step"), 6);
    expect(complaints).toEqual([]);
  });

  it("draws cycles, scopes a thousand deep, and markup as text", async () => {
    const { page, complaints } = await viewer.open("graph?run=hostile");
    const names = await drawn(page);
    expect(names).toContain("<img src=x onerror=alert(1)>");
    expect(names).toContain("deep");
    expect(names).toContain("__proto__");
    expect(await page.locator("driftgraph-viewer img").count()).toBe(0);
    expect(complaints).toEqual([]);
  });
});
