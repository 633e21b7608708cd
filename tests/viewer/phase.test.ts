import path from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { driftgraph, emptyFolder } from "../cli/command.ts";
import { inked } from "./chart-pixels.ts";
import { downloaded, downloadedTable } from "./downloads.ts";
import { openViewer } from "./open-viewer.ts";
import { readLogged } from "./read-logged.ts";

const cwd = emptyFolder();
const small = ["--paths", "600", "--t-end", "9", "--dt", "0.1", "-q"];
await driftgraph(["run", "switch", ...small], { cwd });
await driftgraph(["run", "repressilator", ...small], { cwd });
await driftgraph(["run", "ornstein-uhlenbeck", "--paths", "100", "-q"], { cwd });
const logdir = path.join(cwd, "runs");
const viewer = await openViewer(logdir);
let logged: Awaited<ReturnType<typeof readLogged>>;

const BLUE = [0, 114, 178] as const;
const VERMILION = [190, 79, 0] as const;

beforeAll(async () => {
  logged = await readLogged(logdir, "switch-1");
});

/** dx/dt of the switch as its article has it. */
function drift(own: number, other: number): number {
  const K = 0.5 ** 6;
  return K / (K + other ** 6) - own / (1 + K);
}

describe.skipIf(viewer.skip)("the phase plane", { timeout: 60_000 }, () => {
  it("has the switch's two stable states and the saddle between, where the drift is zero", async () => {
    const { page, complaints } = await viewer.open("phase?run=switch-1");
    const rows = page.getByRole("table", { name: "Equilibria of the drift" }).locator("tbody tr");
    await rows.first().waitFor();
    const texts = await rows.evaluateAll((all) =>
      all.map((row) =>
        Array.from(row.querySelectorAll("th, td"), (cell) => cell.textContent ?? ""),
      ),
    );
    expect(texts.map(([kind]) => kind)).toEqual(["● stable node", "◐ saddle", "● stable node"]);
    for (const [, x1, x2] of texts) {
      const [a, b] = [Number(x1), Number(x2)];
      expect(drift(a, b)).toBeCloseTo(0, 3);
      expect(drift(b, a)).toBeCloseTo(0, 3);
    }
    const [, saddle] = texts;
    expect(saddle?.[1]).toBe(saddle?.[2]);
    expect(complaints).toEqual([]);
  });

  it("draws both nullclines in their species' colours, and says which is which", async () => {
    const { page } = await viewer.open("phase?run=switch-1&phase.show=nullclines", {
      colorScheme: "light",
    });
    const chart = page.locator(".chart");
    await chart.waitFor();
    await page.waitForTimeout(300);
    expect(await inked(chart, BLUE)).toBeGreaterThan(400);
    expect(await inked(chart, VERMILION)).toBeGreaterThan(400);
    const svg = (await downloaded(page, "SVG")).bytes.toString("utf8");
    expect(svg).toContain(">dx1/dt = 0</text>");
    expect(svg).toContain(">dx2/dt = 0</text>");
  });

  it("reads an equilibrium's eigenvalues, and elsewhere the drift", async () => {
    const { page } = await viewer.open("phase?run=switch-1&phase.zoom.x=0,1&phase.zoom.y=0,1");
    const chart = page.locator(".chart");
    await chart.waitFor();
    await page.waitForTimeout(300);
    const svg = (await downloaded(page, "SVG")).bytes.toString("utf8");
    expect(svg).toContain(">0.5</text>");
    const box = (await chart.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
    const readout = page.locator(".readout");
    // The saddle is a little right of and above the middle of the plot.
    for (let shift = 0; shift <= 60; shift += 4) {
      await page.mouse.move(box.x + box.width / 2 + shift, box.y + box.height / 2 - 8 - shift / 8);
      if ((await readout.textContent())?.includes("saddle")) break;
    }
    const text = (await readout.textContent()) ?? "";
    expect(text).toContain("saddle");
    expect(text).toMatch(/x10\.50\d+x20\.50\d+eigenvalues2\.00\d*, −3\.97\d*/);
    await page.mouse.move(box.x + box.width * 0.75, box.y + box.height * 0.2);
    const elsewhere = (await readout.textContent()) ?? "";
    expect(elsewhere).toMatch(/^driftx1.+x2.+dx1\/dt−.+dx2\/dt−/);
  });

  it("has the sample paths of the log, point by point", async () => {
    const { page } = await viewer.open("phase?run=switch-1");
    await page.locator(".chart").waitFor();
    const table = await downloadedTable(page);
    const parts = table.get("part") ?? [];
    const rows = parts.flatMap((part, i) => (part === "path" ? [i] : []));
    const [x1, x2] = logged.series;
    const steps = logged.times.length;
    expect(rows).toHaveLength(100 * steps);
    for (const at of [0, 5 * steps + 7, 99 * steps + 90]) {
      const row = rows[at] ?? -1;
      const [sample, k] = [Math.floor(at / steps), at % steps];
      expect(Number(table.get("path")?.[row])).toBe(x1?.samples.paths[sample]);
      expect(Number(table.get("x1")?.[row])).toBe(x1?.samples.values[sample]?.[k]);
      expect(Number(table.get("x2")?.[row])).toBe(x2?.samples.values[sample]?.[k]);
    }
  });

  it("moves with the scrubber: paths fall from the middle to both corners", async () => {
    /** Where the dots of the paths are, in an SVG file. */
    const dots = async (t: number): Promise<readonly (readonly [number, number])[]> => {
      const { page } = await viewer.open(`phase?run=switch-1&phase.show=paths&t=${t}`);
      await page.locator(".chart").waitFor();
      const svg = (await downloaded(page, "SVG")).bytes.toString("utf8");
      await page.close();
      return [...svg.matchAll(/<circle cx="([\d.]+)" cy="([\d.]+)" r="2"/g)].map(
        ([, x, y]) => [Number(x), Number(y)] as const,
      );
    };
    const start = await dots(0);
    expect(start).toHaveLength(100);
    expect(new Set(start.map(String)).size).toBe(1);
    const end = await dots(9);
    const [middleX = 0, middleY = 0] = start[0] ?? [];
    const corners = end.filter(([x, y]) => x > middleX === y > middleY);
    expect(corners.length).toBeGreaterThan(95);
  });

  it("takes any two species, and says where the others are held", async () => {
    const { page } = await viewer.open("phase?run=repressilator-1&phase.x=B&phase.y=C&t=3");
    await page.locator(".chart").waitFor();
    const ring = await readLogged(logdir, "repressilator-1");
    const k = [...ring.times].findIndex((time) => Math.abs(time - 3) < 1e-9);
    const mean = ring.series[0]?.statistics.get("mean")?.[k] ?? Number.NaN;
    const held = (await page.getByText(/^Drift at A = /).textContent()) ?? "";
    expect(Number(/A = ([\d.]+\d)/.exec(held)?.[1])).toBeCloseTo(mean, 2);
    await page.getByRole("textbox", { name: "A =" }).fill("0.4");
    await page.keyboard.press("Enter");
    await page.getByText("Drift at A = 0.4.").waitFor();
    await page.getByRole("combobox", { name: "up" }).selectOption("B");
    await page.waitForFunction(() =>
      /phase\.x=C&.*phase\.y=B|phase\.y=B&.*phase\.x=C/.test(location.hash),
    );
  });

  it("says what it needs when there is one species", async () => {
    const { page } = await viewer.open("phase?run=ornstein-uhlenbeck-1");
    await page.getByText("A phase plane needs two species").waitFor();
  });
});
