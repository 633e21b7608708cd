import path from "node:path";
import { periodOf } from "@driftgraph/core";
import { beforeAll, describe, expect, it } from "vitest";
import { driftgraph, emptyFolder } from "../cli/command.ts";
import { inked } from "./chart-pixels.ts";
import { downloaded, downloadedTable } from "./downloads.ts";
import { openViewer } from "./open-viewer.ts";
import { readLogged } from "./read-logged.ts";

const cwd = emptyFolder();
const rhythm = ["--t-end", "16", "--dt", "0.1", "--autocorrelation", "6", "--covariance"];
await driftgraph(["run", "repressilator", "--paths", "2000", ...rhythm, "-q"], { cwd });
await driftgraph(["run", "switch", "--paths", "2000", "--t-end", "6", "--dt", "0.1", "-q"], {
  cwd,
});
await driftgraph(["run", "double-well", "--paths", "300", "--name", "plain", "-q"], { cwd });
const logdir = path.join(cwd, "runs");
const viewer = await openViewer(logdir);
let repressilator: Awaited<ReturnType<typeof readLogged>>;
let toggle: Awaited<ReturnType<typeof readLogged>>;

const BLUE = [0, 114, 178] as const;

beforeAll(async () => {
  repressilator = await readLogged(logdir, "repressilator-1");
  toggle = await readLogged(logdir, "switch-1");
});

const numbers = (table: ReadonlyMap<string, string[]>, column: string): number[] =>
  table.get(column)?.map(Number) ?? [];

describe.skipIf(viewer.skip)("what a run says of all its paths", { timeout: 60_000 }, () => {
  it("is offered beside the paths as far as the run has it", async () => {
    const { page } = await viewer.open("trajectories?run=repressilator-1");
    const choice = page.getByRole("group", { name: "Against time" });
    await choice.waitFor();
    expect(await choice.getByRole("button").allTextContents()).toEqual([
      "paths",
      "events",
      "correlations",
      "autocorrelation",
    ]);
    await choice.getByRole("button", { name: "events" }).click();
    await page.waitForFunction(() => location.hash.includes("trajectories.of=events"));
    const { page: other } = await viewer.open("trajectories?run=switch-1");
    const few = other.getByRole("group", { name: "Against time" }).getByRole("button");
    await few.first().waitFor();
    expect(await few.allTextContents()).toEqual(["paths", "events"]);
  });

  it("has the shares of paths on which events hold and have held", async () => {
    const { page, complaints } = await viewer.open(
      "trajectories?run=switch-1&trajectories.of=events",
      {
        colorScheme: "light",
      },
    );
    const first = page.locator(".chart").first();
    await first.waitFor();
    const [event] = toggle.events;
    const title = `${event?.name} · ${event?.title}`;
    const share = 100 * ((event?.holding.at(-1) ?? 0) / 2000);
    const label = await first.getAttribute("aria-label");
    expect(label).toContain(
      `${title}. switch-1: ${event?.title} holds on ${Number(share.toPrecision(3))} %`,
    );
    const table = await downloadedTable(page);
    const held = [...(event?.reached ?? [])].map((count) => count / 2000);
    expect(numbers(table, `${event?.name} has held`)).toEqual(held);
    expect(await inked(first, BLUE)).toBeGreaterThan(300);
    expect(complaints).toEqual([]);
  });

  it("has correlations and covariances of every pair of species", async () => {
    const { page } = await viewer.open(
      "trajectories?run=repressilator-1&trajectories.of=correlations",
    );
    await page.locator(".chart").nth(1).waitFor();
    const svg = (await downloaded(page, "SVG")).bytes.toString("utf8");
    for (const pair of ["A with B", "A with C", "B with C"])
      expect(svg).toContain(`>${pair}</text>`);
    const table = await downloadedTable(page);
    const cells = (values: Float64Array | undefined): string[] =>
      [...(values ?? [])].map((value) => (Number.isNaN(value) ? "" : String(value)));
    for (const [title, pairs] of [
      ["Correlation", repressilator.correlations],
      ["Covariance", repressilator.covariances],
    ] as const) {
      expect(pairs.size).toBe(3);
      expect(table.get(`${title} A with B`)).toEqual(cells(pairs.get("A,B")));
    }
  });

  it("has autocorrelations with the period that shows", async () => {
    const { page } = await viewer.open(
      "trajectories?run=repressilator-1&trajectories.of=autocorrelation",
    );
    await page.locator(".chart").waitFor();
    const correlation = repressilator.autocorrelations.get("A") ?? new Float64Array();
    const from = correlation.findIndex((value) => !Number.isNaN(value));
    const period = periodOf({ name: "A", from, correlation }, repressilator.times);
    expect(period?.period).toBeGreaterThan(3);
    const svg = (await downloaded(page, "SVG")).bytes.toString("utf8");
    expect(svg).toContain(`>A · period ${Number(period?.period.toPrecision(3))}</text>`);
    expect(svg).toContain(">time since t = 6</text>");
    const table = await downloadedTable(page);
    expect(numbers(table, "lag")[0]).toBe(0);
    expect(table.get("lag")).toHaveLength(161 - from);
  });

  it("has the first passages to events among the distributions", async () => {
    const { page } = await viewer.open("distributions?run=switch-1");
    await page.getByRole("button", { name: "first passage" }).click();
    const chart = page.locator(".chart").first();
    await chart.waitFor();
    const table = await downloadedTable(page);
    const [event] = toggle.events;
    const rows = table
      .get("event")
      ?.flatMap((of, i) => (of.endsWith(` ${event?.name}`) ? [i] : []));
    const counts = numbers(table, "paths");
    const sum = rows?.reduce((all, i) => all + (counts[i] ?? 0), 0);
    expect(sum).toBe((event?.reached.at(-1) ?? 0) - (event?.reached[0] ?? 0));
    expect(sum).toBeGreaterThan(100);
    const share = Number(((100 * (event?.reached.at(-1) ?? 0)) / 2000).toPrecision(3));
    const svg = (await downloaded(page, "SVG")).bytes.toString("utf8");
    expect(svg).toContain(`>${share} % came to it</text>`);
  });

  it("isn't offered where a run has none of it", async () => {
    const { page } = await viewer.open("trajectories?run=plain&trajectories.of=autocorrelation");
    await page.getByRole("checkbox", { name: "sample paths" }).waitFor();
    expect(await page.getByRole("button", { name: "autocorrelation" }).count()).toBe(0);
  });
});
