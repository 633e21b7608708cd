import path from "node:path";
import { describe, expect, it } from "vitest";
import { driftgraph, emptyFolder } from "../cli/command.ts";
import { inked } from "./chart-pixels.ts";
import { downloaded, downloadedTable } from "./downloads.ts";
import { openViewer } from "./open-viewer.ts";
import { readLogged } from "./read-logged.ts";
import { violations } from "./violations.ts";

const cwd = emptyFolder();
const small = ["--paths", "600", "--t-end", "4", "--dt", "0.1", "-q"];
const grid = ["--sweep", "K=0.4:0.6:3", "--sweep", "sigma=0.1:0.3:2"];
await driftgraph(["run", "switch", ...small, "--sweep", "K=0.4:0.6:3", "--name", "sweep"], { cwd });
await driftgraph(["run", "switch", ...small, ...grid, "--name", "grid"], { cwd });
const logdir = path.join(cwd, "runs");
const viewer = await openViewer(logdir);

const BLUE = [0, 114, 178] as const;

/** A statistic of a series in each of some runs, at one logged time. */
async function logged(runs: readonly string[], statistic: string, row: number): Promise<number[]> {
  const found = await Promise.all(runs.map((run) => readLogged(logdir, run)));
  return found.map(({ series }) => series[0]?.statistics.get(statistic)?.at(row) ?? Number.NaN);
}

describe.skipIf(viewer.skip)("a sweep", { timeout: 60_000 }, () => {
  const points = ["sweep/K=0.4", "sweep/K=0.5", "sweep/K=0.6"];

  it("is shown against its parameter, at the scrubber's time", async () => {
    const { page, complaints } = await viewer.open("trajectories?run=sweep", {
      colorScheme: "light",
    });
    const chart = page.getByRole("group", { name: /^x1 · protein 1 at t = 4/ });
    await chart.waitFor();
    expect(await chart.getAttribute("aria-label")).toContain("against K");
    expect(await inked(chart, BLUE)).toBeGreaterThan(200);
    const atEnd = await downloadedTable(page);
    expect(atEnd.get("K")?.map(Number)).toEqual([0.4, 0.5, 0.6]);
    const median = atEnd.get("x1 median")?.map(Number);
    expect(median).toEqual(await logged(points, "q50", -1));
    const [event] = (await readLogged(logdir, points[0] ?? "")).events;
    const share = (event?.holding.at(-1) ?? Number.NaN) / 600;
    expect(Number(atEnd.get(`${event?.name} share`)?.[0])).toBe(share);

    // The same chart, at another time: it isn't made anew.
    const element = await chart.elementHandle();
    await page.getByRole("button", { name: "One logged time back" }).click();
    await page.getByRole("group", { name: /^x1 · protein 1 at t = 3\.9/ }).waitFor();
    expect(await element?.getAttribute("aria-label")).toContain("at t = 3.9");
    const before = (await downloadedTable(page)).get("x1 mean")?.map(Number);
    expect(before).toEqual(await logged(points, "mean", -2));
    expect((await downloaded(page, "SVG")).bytes.toString("utf8")).toContain("at t = 3.9");
    expect(complaints).toEqual([]);
  });

  it("of two parameters has a line for each value of the other, which a link keeps", async () => {
    const { page } = await viewer.open("trajectories?run=grid");
    const across = page.getByRole("group", { name: "From left to right" });
    await across.getByRole("button", { name: "against sigma" }).click();
    await page.waitForFunction(() => location.hash.includes("sweep.across=sigma"));
    const chart = page.getByRole("group", { name: /^x1 · protein 1 at t = 4/ });
    const label = (await chart.getAttribute("aria-label")) ?? "";
    for (const K of ["K = 0.4:", "K = 0.5:", "K = 0.6:"]) expect(label).toContain(K);
    const { page: linked } = await viewer.open(new URL(page.url()).hash.slice(1));
    const same = linked.getByRole("group", { name: /^x1 · protein 1 at t = 4/ });
    await same.waitFor();
    expect(await same.getAttribute("aria-label")).toBe(label);
  });

  it.each(["light", "dark"] as const)("has nothing that axe finds wrong, in %s", async (look) => {
    const options = { colorScheme: look, bypassCSP: true } as const;
    for (const place of ["trajectories?run=grid", "overview?run=grid"]) {
      const { page } = await viewer.open(place, options);
      await page.locator(".chart").first().waitFor();
      expect(await violations(page)).toEqual([]);
      await page.close();
    }
  });

  it("leads there from the panels of a single run", async () => {
    const { page, complaints } = await viewer.open("distributions?run=sweep");
    await page.getByText("A sweep has no series of its own").waitFor();
    expect(await page.getByRole("tabpanel").textContent()).toContain(
      "its 3 points among the runs. Trajectories shows them all",
    );
    expect(complaints).toEqual([]);
  });

  it("has its picture and what was varied on the overview", async () => {
    const { page, complaints } = await viewer.open("overview?run=sweep");
    await page.getByRole("group", { name: /^x1 · protein 1 at t = 4/ }).waitFor();
    const parameter = page.getByRole("row", { name: /repression threshold/ });
    expect(await parameter.textContent()).toMatch(/0\.4 … 0\.6.* · swept/);
    expect(complaints).toEqual([]);
  });
});
