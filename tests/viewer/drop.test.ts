import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { zipSync } from "fflate";
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { driftgraph, emptyFolder } from "../cli/command.ts";
import { openViewer } from "./open-viewer.ts";

const cwd = emptyFolder();
await driftgraph(["run", "switch", "--paths", "600", "--t-end", "2", "--dt", "0.1", "-q"], { cwd });
const folder = path.join(cwd, "runs", "switch-1");
const [name = ""] = await readdir(folder);
const events = await readFile(path.join(folder, name));
const { out: text } = await driftgraph(["graph", "repressilator", "--format", "pbtxt"], { cwd });
// What the page shows before anything is dropped.
const before = ["run", "repressilator", "--paths", "256", "--logdir", "before", "-q"];
await driftgraph(before, { cwd });
const viewer = await openViewer(path.join(cwd, "before"));

/** Drops one file on the page, as a reader's pointer would. */
async function drop(page: Page, file: string, bytes: Uint8Array): Promise<void> {
  const data = Buffer.from(bytes).toString("base64");
  const transfer = await page.evaluateHandle(
    ([content, called]) => {
      const files = new DataTransfer();
      const decoded = Uint8Array.from(atob(content), (character) => character.charCodeAt(0));
      files.items.add(new File([decoded], called));
      return files;
    },
    [data, file] as const,
  );
  await page.dispatchEvent("driftgraph-viewer", "drop", { dataTransfer: transfer });
}

describe.skipIf(viewer.skip)("files dropped on the page", { timeout: 60_000 }, () => {
  it("leave what is open where nothing of them can be opened, and say why", async () => {
    const { page } = await viewer.open("trajectories?run=repressilator-1");
    await drop(page, "notes.txt", Buffer.from("not an event file"));
    await page.getByText("Nothing of what was dropped can be opened").waitFor();
    expect(await page.evaluate(() => location.hash)).toContain("run=repressilator-1");
    expect(await page.locator("nav.runs").textContent()).toContain("repressilator-1");
    await page.getByRole("button", { name: "Close" }).click();
    expect(await page.getByText("Nothing of what was dropped").count()).toBe(0);
  });

  it("open: an event file", async () => {
    const { page, complaints } = await viewer.open("overview");
    await drop(page, name, events);
    await page.getByRole("heading", { name: "Bistable gene circuit" }).waitFor();
    expect(complaints).toEqual([]);
  });

  it("open: a zipped run", async () => {
    const { page } = await viewer.open("overview");
    await drop(page, "mine.zip", zipSync({ [`switch-1/${name}`]: new Uint8Array(events) }));
    await page.getByRole("heading", { name: "Bistable gene circuit" }).waitFor();
    expect(await page.locator("nav.runs").textContent()).toContain("switch-1");
  });

  it("open: a graph in TensorFlow's text format", async () => {
    const { page } = await viewer.open("overview");
    await drop(page, "repressilator.pbtxt", Buffer.from(text));
    await page.getByText("A log of another program").waitFor();
    await page.getByRole("tab", { name: "Graph" }).click();
    await page.locator(".graph-canvas").waitFor();
    const drawn = await page.getByRole("group", { name: /items/ }).getAttribute("aria-label");
    const count = text.match(/^node \{/gm)?.length;
    expect(drawn).toContain(`${count} ops`);
  });

  it("that are none of these are named, and the page still works", async () => {
    const { page } = await viewer.open("overview");
    await drop(page, "notes.txt", Buffer.from("hello"));
    await page.getByText("notes.txt").first().waitFor();
    await drop(page, name, events);
    await page.getByRole("heading", { name: "Bistable gene circuit" }).waitFor();
  });
});
