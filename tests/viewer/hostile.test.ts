import path from "node:path";
import process from "node:process";
import { pathToFileURL } from "node:url";
import { httpSource, LogCollection } from "@driftgraph/eventlog";
import type { Page } from "playwright-core";
import { beforeAll, describe, expect, it } from "vitest";
import { driftgraph, emptyFolder } from "../cli/command.ts";
import { MARKUP, writeHostileLogs } from "./hostile-logs.ts";
import { openViewer } from "./open-viewer.ts";

const cwd = emptyFolder();
const logdir = path.join(cwd, "runs");
const small = ["--paths", "300", "--t-end", "1", "--dt", "0.1", "-q"];
await driftgraph(["run", "switch", ...small], { cwd });
const runs = await writeHostileLogs(logdir);
const viewer = await openViewer(logdir);

/** What a reader is told at once; of the others only that nothing breaks. */
const TOLD: Readonly<Record<string, RegExp>> = {
  empty: /This log is empty so far/,
  "no log at all": /^This log can't be read.*byte 0: the checksum of a record's length/s,
  "2 GB length": /^A damaged log.*1 tag: scalars.*states a length of 2147483648 bytes/s,
  "2 GB length first": /^A damaged log.*1 tag: scalars.*states a length of 2147483648 bytes/s,
  "2^63 length": /^A damaged log.*states a length of 9223372036854776000 bytes/s,
  "payload damaged": /^A damaged log.*checksum of a record of 48 bytes doesn't hold/s,
  "not an event": /^A damaged log.*the record is intact but it is not/s,
  "a million tags": /1\s000\s000 tags/,
  "graph in circles": /1 graph/,
  "ours, no JSON": /^This log is damaged.*which model was run/s,
  "ours, of other types": /^This log is damaged.*which model was run/s,
};

const OTHERS = ["Trajectories", "Distributions", "Phase", "Graph", "Profile", "Scalars", "Events"];
/** Milliseconds for which no task may block the page, even here and on a busy machine. */
const LONGEST_TASK = 2000;

describe.skipIf(viewer.skip)("hostile logs", { timeout: 120_000 }, () => {
  let page: Page;
  let complaints: readonly string[];
  const dialogs: string[] = [];
  beforeAll(async () => {
    if (viewer.skip !== undefined) return;
    ({ page, complaints } = await viewer.open("overview?run=switch-1"));
    page.on("dialog", (dialog) => void dialogs.push(dialog.message()));
    await page.evaluate(observeTasks);
  });

  it.each(runs)("%s: a clear message, and a page that still works", async (run) => {
    await page.evaluate(
      (to) => {
        location.hash = to;
      },
      `overview?run=${encodeURIComponent(run)}`,
    );
    await page.getByRole("tab", { name: "Overview", selected: true }).waitFor();
    await isSettled(page);
    expect(await page.getByRole("tabpanel").textContent()).toMatch(TOLD[run] ?? /./);
    for (const panel of OTHERS) {
      await page.getByRole("tab", { name: panel }).click();
      await isSettled(page);
      expect((await page.getByRole("tabpanel").textContent())?.length).toBeGreaterThan(20);
    }
    expect(await page.evaluate(longestTask)).toBeLessThan(LONGEST_TASK);
    expect(complaints).toEqual([]);
    expect(dialogs).toEqual([]);
    expect(await page.title()).not.toBe("hacked");
  });

  it("take nothing from the run beside them", async () => {
    await page.getByRole("tab", { name: "Overview" }).click();
    await page.getByRole("checkbox", { name: "Show switch-1" }).check();
    await page.getByRole("button", { name: /^switch-1/ }).click();
    await page.getByRole("heading", { level: 2, name: "Bistable gene circuit" }).waitFor();
    await page.getByRole("tab", { name: "Trajectories" }).click();
    await page.locator(".chart").first().waitFor();
    expect(complaints).toEqual([]);
  });

  it("show their markup as text in every place", async () => {
    const run = runs.find((name) => name.startsWith("<img") || name === "markup") ?? "";
    const to = `?run=${encodeURIComponent(run)}`;
    const { page: own } = await viewer.open(`scalars${to}`);
    await own.getByText(MARKUP).first().waitFor();
    expect(await own.locator("driftgraph-viewer img").count()).toBe(0);
    expect(await own.locator("driftgraph-viewer script").count()).toBe(0);
    const { page: graph } = await viewer.open(`graph${to}`);
    const names = graph.locator(".items-list th");
    await names.getByText(MARKUP.slice(0, 12)).first().waitFor({ state: "attached" });
    expect(await graph.locator("driftgraph-viewer img").count()).toBe(0);
    expect(await graph.title()).not.toBe("hacked");
  });

  it("break out of no shared report", async () => {
    const run = runs.find((name) => name.startsWith("<img") || name === "markup") ?? "";
    const title = `</title></script>${MARKUP}`;
    const shared = ["share", path.join("runs", run), "-o", "shared.html", "--title", title];
    expect((await driftgraph(shared, { cwd })).code).toBe(0);
    const { page: own, complaints: said } = await viewer.open("overview");
    own.on("dialog", (dialog) => void dialogs.push(dialog.message()));
    await own.goto(`${pathToFileURL(path.join(cwd, "shared.html"))}#scalars`);
    await own.getByText(MARKUP).first().waitFor();
    expect(await own.title()).toBe(title);
    expect(await own.locator("img").count()).toBe(0);
    expect(dialogs).toEqual([]);
    expect(said).toEqual([]);
  });

  it("draw what can be drawn of a nonsensical graph, and describe it", async () => {
    const { page: own, complaints: said } = await viewer.open("graph?run=graph of nonsense");
    await own.locator(".graph-canvas").waitFor();
    const names = await own.locator(".items-list tbody th").allTextContents();
    expect(names).toContain("twice");
    expect(names).toContain("__proto__");
    expect(said).toEqual([]);
  });

  it("are read over HTTP without taking what a length claims for a fact", async () => {
    const collection = new LogCollection();
    const file = `${encodeURIComponent("2 GB length")}/events.out.tfevents.1000.host`;
    const source = httpSource(new URL(`api/files/${file}`, viewer.address));
    const before = process.memoryUsage().arrayBuffers;
    await collection.update([{ path: "run/events.out.tfevents.1000.host", source }]);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(64e6);
    expect([...(collection.runs.get("run")?.scalars("intact").values ?? [])]).toEqual([
      0.25, 0.25, 0.25,
    ]);
  });
});

/** Nothing on the page says that it is still being read. */
async function isSettled(page: Page): Promise<void> {
  await page.waitForFunction(
    () => {
      const root = document.querySelector("driftgraph-viewer")?.shadowRoot;
      const text = root?.querySelector("[role=tabpanel]")?.textContent ?? "";
      return text !== "" && !/(Reading|Checking|Drawing|Laying)[^.]*…/.test(text);
    },
    undefined,
    { timeout: 60_000 },
  );
}

/** In the page: keeps how long tasks take. */
function observeTasks(): void {
  const tasks: number[] = [];
  Object.assign(globalThis, { tasks });
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) tasks.push(duration);
  }).observe({ type: "longtask" });
}

/** In the page: the longest task since this was asked last. */
function longestTask(): number {
  const tasks: number[] = Reflect.get(globalThis, "tasks");
  return Math.max(0, ...tasks.splice(0));
}
