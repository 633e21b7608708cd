import { appendFile, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import {
  bytesSource,
  graphEvent,
  type LogEvent,
  readEvents,
  scalarValue,
  summaryEvent,
} from "@driftgraph/eventlog";
import { EventFileWriter } from "@driftgraph/eventlog/node";
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { driftgraph, emptyFolder, start } from "../cli/command.ts";
import { openViewer } from "./open-viewer.ts";

const cwd = emptyFolder();
const small = ["--paths", "600", "--t-end", "2", "--dt", "0.1", "-q"];
await driftgraph(["run", "switch", ...small, "--logdir", "done"], { cwd });
await driftgraph(["run", "ornstein-uhlenbeck", ...small, "--name", "first"], { cwd });
const logdir = path.join(cwd, "runs");
const viewer = await openViewer(logdir);

/** What a finished run wrote, in parts that end where a record does and `isLast` says so. */
async function writtenParts(isLast: (event: LogEvent) => boolean): Promise<readonly Uint8Array[]> {
  const folder = path.join(cwd, "done", "switch-1");
  const [name = ""] = await readdir(folder);
  const bytes = await readFile(path.join(folder, name));
  const parts: Uint8Array[] = [];
  let from = 0;
  for await (const { offset, bytes: length, event } of readEvents(bytesSource(bytes))) {
    const end = offset + length + 16;
    if (!isLast(event)) continue;
    parts.push(bytes.subarray(from, end));
    from = end;
  }
  return [...parts, bytes.subarray(from)];
}

function hasTag(event: LogEvent, wanted: string): boolean {
  return event.kind === "summary" && event.values.some(({ tag }) => tag === wanted);
}

/** Milliseconds until something is on the screen. */
async function until(seen: Promise<unknown>): Promise<number> {
  const from = performance.now();
  await seen;
  return performance.now() - from;
}

const rowOf = (page: Page, name: string) =>
  page.locator(".run", { has: page.getByRole("checkbox", { name: `Show ${name}`, exact: true }) });

describe.skipIf(viewer.skip)("a run that is being written", { timeout: 60_000 }, () => {
  it("appears, says how far it is, and is drawn, each within a second of being written", async () => {
    const isBegun = (event: LogEvent) => hasTag(event, "driftgraph/run");
    const isUnderWay = (event: LogEvent) => hasTag(event, "driftgraph/progress");
    const [begun, progress, ...rest] = await writtenParts((e) => isBegun(e) || isUnderWay(e));
    if (!begun || !progress) throw new Error("the run told nothing of its progress");
    const { page, complaints } = await viewer.open("trajectories?run=live");
    await rowOf(page, "first").waitFor();
    const file = path.join(logdir, "live", "events.out.tfevents.1.host");
    await mkdir(path.dirname(file));

    await writeFile(file, begun);
    expect(await until(rowOf(page, "live").getByText("no paths yet").waitFor())).toBeLessThan(1000);
    await appendFile(file, progress);
    expect(await until(rowOf(page, "live").getByText(/\d %/).waitFor())).toBeLessThan(1000);
    // The address asked for it before it was there: now it is the one that is shown.
    expect(await page.getByRole("checkbox", { name: "Show live" }).isChecked()).toBe(true);
    await appendFile(file, Buffer.concat(rest));
    const drawn = page.waitForFunction(
      () => performance.getEntriesByName("driftgraph:trajectories-drawn").length > 0,
    );
    expect(await until(drawn)).toBeLessThan(1000);
    await rowOf(page, "live").locator(".running").waitFor({ state: "detached" });
    expect(complaints).toEqual([]);
  });

  it("that takes long shows its first paths meanwhile, and all when it has ended", async () => {
    const line = ["run", "switch", "--paths", "3000000", "--t-end", "9", "--dt", "0.01"];
    const run = start([...line, "--every", "0.9", "--threads", "1", "--name", "long"], { cwd });
    const { page, complaints } = await viewer.open("trajectories?run=long");
    const note = page.getByText(/^A preview: the first 4096 of 3\s000\s000 paths/);
    await note.waitFor({ timeout: 20_000 });
    await page.waitForFunction(
      () => performance.getEntriesByName("driftgraph:trajectories-drawn").length > 0,
    );
    await page.getByRole("tab", { name: "Distributions" }).click();
    await page.locator(".chart").first().waitFor();
    run.child.kill("SIGINT");
    await run.ended;
    await note.waitFor({ state: "detached" });
    expect(complaints).toEqual([]);
  });

  it("grows point by point, and its graph is there as soon as it is written", async () => {
    const writer = EventFileWriter.create(path.join(logdir, "growing"));
    const write = (step: number): void =>
      writer.write(summaryEvent({ wallTime: 1000 + step, step }, scalarValue("loss", step ** 2)));
    write(0);
    write(1);
    const { page, complaints } = await viewer.open("scalars?run=growing");
    await page.locator(".chart").first().waitFor();
    await page.getByText("Values as a table").first().click();
    const rows = page.locator(".chart-table tbody tr");
    await rows.nth(1).waitFor();
    const delays: number[] = [];
    for (let step = 2; step < 8; step++) {
      write(step);
      delays.push(await until(rows.nth(step).waitFor()));
    }
    expect(Math.max(...delays)).toBeLessThan(1000);
    expect(await rows.nth(7).textContent()).toContain("49");

    await page.getByRole("tab", { name: "Graph" }).click();
    await page
      .getByText(/no graph/i)
      .first()
      .waitFor();
    const node = [
      { name: "first", op: "Placeholder" },
      { name: "second", op: "Neg", input: ["first"] },
    ];
    writer.write(graphEvent(1010, { node }));
    expect(await until(page.locator(".graph-canvas").waitFor())).toBeLessThan(1000);
    expect(await page.getByRole("group", { name: /2 ops/ }).count()).toBe(1);
    await writer.close();
    expect(complaints).toEqual([]);
  });

  it("is followed while a real run writes it, until it is interrupted", async () => {
    const { page, complaints } = await viewer.open("graph?run=switch-1");
    // Longer than anybody waits.
    const { child, ended } = start(["run", "switch", "--paths", "1e8", "-q"], { cwd });
    const bar = rowOf(page, "switch-1").getByRole("progressbar");
    await bar.waitFor();
    await page.locator(".graph-canvas").waitFor();
    const shares: number[] = [];
    while (new Set(shares).size < 4) {
      shares.push(Number(await bar.getAttribute("value")));
      await page.waitForTimeout(50);
    }
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    child.kill("SIGINT");
    await ended;
    await rowOf(page, "switch-1").getByText("ended early").waitFor();
    expect(await bar.count()).toBe(0);
    await page.getByRole("tab", { name: "Overview" }).click();
    await page.getByRole("heading", { level: 2, name: "Bistable gene circuit" }).waitFor();
    expect(complaints).toEqual([]);
  });

  it("is another once its file is rewritten, and gone with its folder", async () => {
    const folder = path.join(logdir, "rewritten");
    const file = path.join(folder, "events.out.tfevents.1.host");
    const first = await readFile(await oneOf("growing"));
    await mkdir(folder);
    await writeFile(file, first);
    const { page, complaints } = await viewer.open("scalars?run=rewritten");
    await page.getByText("Values as a table").first().click();
    await page.locator(".chart-table tbody tr").nth(7).waitFor();
    const other = EventFileWriter.create(path.join(cwd, "elsewhere"));
    other.write(summaryEvent({ wallTime: 1, step: 3 }, scalarValue("accuracy", 0.75)));
    await other.close();
    await writeFile(file, await readFile(other.path));
    await page.getByText("accuracy").first().waitFor();
    await page.getByText("loss", { exact: true }).waitFor({ state: "detached" });
    await rm(folder, { recursive: true });
    await rowOf(page, "rewritten").waitFor({ state: "detached" });
    expect(complaints).toEqual([]);
  });
});

async function oneOf(run: string): Promise<string> {
  const [name = ""] = await readdir(path.join(logdir, run));
  return path.join(logdir, run, name);
}
