import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { bytesSource, readEvents, scalarValue, summaryEvent } from "@driftgraph/eventlog";
import { EventFileWriter } from "@driftgraph/eventlog/node";
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { driftgraph, emptyFolder } from "../cli/command.ts";
import { openViewer } from "./open-viewer.ts";

const cwd = emptyFolder();
const logdir = path.join(cwd, "runs");
const small = ["--paths", "300", "--t-end", "1", "--dt", "0.1", "-q"];
await driftgraph(["run", "switch", ...small], { cwd });
const [name = ""] = await readdir(path.join(logdir, "switch-1"));
const records: { offset: number; bytes: number; tags: string }[] = [];
for await (const { offset, bytes, event } of readEvents(
  bytesSource(await readFile(path.join(logdir, "switch-1", name))),
)) {
  const tags = event.kind === "summary" ? event.values.map(({ tag }) => tag).join(" ") : "";
  records.push({ offset, bytes, tags });
}
const many = EventFileWriter.create(path.join(logdir, "many"));
for (let step = 0; step < 1000; step++) {
  many.write(summaryEvent({ wallTime: 1000 + step, step }, scalarValue("loss", step)));
}
await many.close();
const viewer = await openViewer(logdir);

const rows = (page: Page) => page.locator("table.events > tbody > tr");

/** What stands in a column, with its digits together. */
async function column(page: Page, index: number): Promise<number[]> {
  const cells = await page
    .locator(`table.events > tbody > tr > td:nth-child(${index})`)
    .allTextContents();
  return cells.map((text) => Number(text.replaceAll(/\D/g, "")));
}

describe.skipIf(viewer.skip)("the events", { timeout: 60_000 }, () => {
  it("are the file's records, each where it stands and as long as it is", async () => {
    const { page, complaints } = await viewer.open("events?run=switch-1");
    await page.getByText("brain.Event:2").waitFor();
    const shown = Math.min(200, records.length);
    expect(await rows(page).count()).toBe(shown);
    expect(await column(page, 1)).toEqual(records.slice(0, shown).map(({ offset }) => offset));
    expect(await column(page, 2)).toEqual(records.slice(0, shown).map(({ bytes }) => bytes));
    await page.getByText("The file is in order.").waitFor();
    expect(complaints).toEqual([]);
  });

  it("show any record decoded", async () => {
    const { page } = await viewer.open("events?run=switch-1&events.find=driftgraph/model");
    await page.getByText(/^1 of \d+ records$/).waitFor();
    await page.getByRole("button", { name: "driftgraph/model" }).click();
    const decoded = page.locator("table.events pre");
    await decoded.waitFor();
    const text = await decoded.textContent();
    expect(text).toContain('dtype: "DT_STRING"');
    expect(text).toContain("Bistable gene circuit");
    await page.getByRole("button", { name: "driftgraph/model" }).click();
    await decoded.waitFor({ state: "detached" });
  });

  it("show a graph's nodes and a profile's times decoded", async () => {
    const { page } = await viewer.open("events?run=switch-1&events.find=graph");
    await rows(page).first().waitFor();
    await page.locator("table.events button").first().click();
    await page
      .locator("table.events pre")
      .getByText(/op: "RealDiv"|op: "Mul"/)
      .waitFor();
  });

  it("are found by kind, step and tag, which a link keeps", async () => {
    const { page } = await viewer.open("events?run=many");
    await rows(page).first().waitFor();
    await page.getByRole("searchbox", { name: "Find events" }).fill("summary step=77");
    await page.getByText("1 of 1001 records").waitFor();
    expect(await column(page, 3)).toEqual([77]);
    await page.reload();
    await page.getByText("1 of 1001 records").waitFor();
    await page.getByRole("searchbox", { name: "Find events" }).fill("accuracy");
    await page.getByText("0 of 1001 records").waitFor();
  });

  it("are a page at a time", async () => {
    const { page } = await viewer.open("events?run=many");
    await rows(page).first().waitFor();
    expect(await rows(page).count()).toBe(200);
    const before = page.getByRole("button", { name: "◀ before" });
    const after = page.getByRole("button", { name: "after ▶" });
    expect(await before.isDisabled()).toBe(true);
    await after.click();
    await expect.poll(async () => (await column(page, 3))[0]).toBe(199);
    expect(page.url()).toContain("events.from=200");
    for (let i = 0; i < 4; i++) await after.click();
    await expect.poll(() => rows(page).count()).toBe(1);
    expect(await after.isDisabled()).toBe(true);
  });
});
