import path from "node:path";
import { scalarValue, summaryEvent } from "@driftgraph/eventlog";
import { EventFileWriter } from "@driftgraph/eventlog/node";
import { startViewServer } from "@driftgraph/viewer/server";
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { driftgraph, emptyFolder } from "../cli/command.ts";
import { openViewer } from "./open-viewer.ts";

const cwd = emptyFolder();
const logdir = path.join(cwd, "runs");
await driftgraph(["run", "switch", "--paths", "300", "--t-end", "1", "--dt", "0.1", "-q"], { cwd });
const writer = EventFileWriter.create(path.join(logdir, "other"));
writer.write(summaryEvent({ wallTime: 1000, step: 0 }, scalarValue("loss", 1)));
const viewer = await openViewer(logdir);

/** In the page: another tab is in front of it, or no longer. */
function turn(hidden: boolean): void {
  Object.defineProperty(document, "hidden", { configurable: true, get: () => hidden });
  document.dispatchEvent(new Event("visibilitychange"));
}

describe.skipIf(viewer.skip)("the page and its server", { timeout: 60_000 }, () => {
  it("what was read stays on the screen when the server ends, and goes on when it is back", async () => {
    const first = await startViewServer({ logdir, ports: [0] });
    const { page } = await viewer.open("overview");
    await page.goto(`${first.url}#overview?run=switch-1`);
    const heading = page.getByRole("heading", { level: 2, name: "Bistable gene circuit" });
    await heading.waitFor();
    await first.close();
    await page.getByText(/The server doesn't answer.*this is what was read last/).waitFor();
    expect(await heading.count()).toBe(1);
    await page.getByRole("tab", { name: "Trajectories" }).click();
    await page.locator(".chart").first().waitFor();
    // What wasn't read yet can't be shown now: that is said where it would stand.
    await page.getByRole("checkbox", { name: "Show other" }).check();
    await page.getByRole("tab", { name: "Scalars" }).click();

    const again = await startViewServer({ logdir, ports: [first.port] });
    const complaints = page.getByText(/The server doesn't answer/);
    await expect.poll(() => complaints.count(), { timeout: 20_000 }).toBe(0);
    await page.getByRole("region", { name: "Scalars by tag" }).locator(".chart").first().waitFor();
    const run = page.getByRole("checkbox", { name: "Show later" });
    expect(await run.count()).toBe(0);
    const later = EventFileWriter.create(path.join(logdir, "later"));
    await later.close();
    await run.waitFor();
    await again.close();
  });

  it("more tabs than a browser has connections can be open: those in the background need none", async () => {
    const { page: alone } = await viewer.open("scalars?run=other");
    const context = await alone.context().browser()?.newContext();
    if (!context) throw new Error("a page without a browser");
    const pages: Page[] = [];
    for (let i = 0; i < 9; i++) {
      await pages.at(-1)?.evaluate(turn, true);
      const page = await context.newPage();
      await page.goto(alone.url());
      await page.locator(".chart").first().waitFor();
      pages.push(page);
    }
    // Brought to the front again, a tab has what was written meanwhile.
    writer.write(summaryEvent({ wallTime: 1001, step: 1 }, scalarValue("loss", 2)));
    await pages.at(-1)?.evaluate(turn, true);
    const [first] = pages;
    await first?.evaluate(turn, false);
    const chart = first?.locator(".chart").first();
    await expect.poll(() => chart?.getAttribute("aria-label")).toContain("2 values, the last 2");
    await writer.close();
    await context.close();
  });
});
