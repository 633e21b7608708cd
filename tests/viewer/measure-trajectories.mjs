import { mkdtemp, rm } from "node:fs/promises";
import { cpus, loadavg, tmpdir } from "node:os";
import path from "node:path";
import process from "node:process";
import { logRun, simulate } from "@driftgraph/core";
import { fromPlainEvent } from "@driftgraph/eventlog";
import { EventFileWriter } from "@driftgraph/eventlog/node";
import { switchModel } from "@driftgraph/models";
import { startViewServer } from "@driftgraph/viewer/server";
import { chromium } from "playwright-core";

/**
 * Measures how long 10,000 sample paths × 1,000 steps take to be drawn in Chromium, and how smoothly they are panned:
 * `node tests/viewer/measure-trajectories.mjs`, after `npm run build`. `CHROME_PATH` names the browser.
 *
 * The page is warm: the run is read and shown in its overview, then the tab of the trajectories is clicked. Time runs from
 * the click until the frame after the last chart's `driftgraph:trajectories-drawn`: all paths, exactly. Before, a chart
 * shows its bands and median, and then those of its paths that have been counted by then (`driftgraph:trajectories-sketched`).
 * While the chart is dragged, frames are counted by `requestAnimationFrame`.
 */
const PATHS = 10_000;
const STEPS = 1_000;
const TIMES = 9;
const PAN_MS = 2_000;

const now = () => performance.timeOrigin + performance.now();
const logdir = await mkdtemp(path.join(tmpdir(), "driftgraph-paths-"));
const executablePath = process.env["CHROME_PATH"] ?? "/usr/bin/chromium";
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
try {
  await writeRun();
  const server = await startViewServer({ logdir, ports: [0] });
  console.log(
    `${PATHS} paths × ${STEPS} steps; Chromium ${browser.version()}, ${cpus()[0]?.model}, ` +
      `load ${loadavg()[0]?.toFixed(1)} on ${cpus().length} cores`,
  );
  for (const series of ["x1", "x1,x2"]) await measure(server.url, series.split(","));
  await server.close();
} finally {
  await browser.close();
  await rm(logdir, { recursive: true, force: true });
}

async function writeRun() {
  const run = await simulate(switchModel, {
    paths: PATHS,
    samplePaths: PATHS,
    tEnd: 10,
    dt: 10 / STEPS,
  });
  const writer = EventFileWriter.create(path.join(logdir, "paths"));
  const sink = {
    write: (/** @type {import("@driftgraph/core").RunEvent} */ event) =>
      writer.write(fromPlainEvent(event)),
    flush: () => undefined,
  };
  await logRun(run, sink, { now });
  await writer.close();
}

/**
 * @param {string} url
 * @param {string[]} series
 */
async function measure(url, series) {
  const place = `run=paths${series.map((name) => `&series=${name}`).join("")}`;
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.addInitScript(observeTasks);
  await page.goto(`${url}#overview?${place}`);
  await page.locator(".overview .chart").first().waitFor({ timeout: 120_000 });
  const drawings = [];
  for (let i = 0; i < TIMES; i++) {
    await page.getByRole("tab", { name: "Overview" }).click();
    await page.waitForTimeout(500);
    drawings.push(await page.evaluate(openTrajectories, series.length));
  }
  const times = drawings.map(({ time }) => time);
  const [lines, sample] = [0, 1].map((place) =>
    middle(drawings.map(({ sketches }) => sketches[series.length * (place + 1) - 1] ?? Number.NaN)),
  );
  const longest = Math.max(...drawings.map(({ longest }) => longest));
  console.log(
    `${series.length} chart${series.length > 1 ? "s" : ""}: bands and median after ${lines} ms, ` +
      `a sample of the paths after ${sample} ms, all paths after ${middle(times)} ms ` +
      `(${times.join(", ")}), longest task ${longest} ms`,
  );
  console.log(`  panned: ${await pan(page)}`);
  await page.close();
}

/** Runs in the page. */
function observeTasks() {
  const tasks = /** @type {{ start: number, duration: number }[]} */ ([]);
  Object.assign(globalThis, { tasks });
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) {
      tasks.push({ start: startTime, duration });
    }
  }).observe({ type: "longtask", buffered: true });
}

/**
 * Runs in the page: opens the panel and waits until so many charts have been drawn.
 *
 * @param {number} charts
 */
async function openTrajectories(charts) {
  const milestone = "driftgraph:trajectories-drawn";
  const sketch = "driftgraph:trajectories-sketched";
  performance.clearMarks();
  const root = document.querySelector("driftgraph-viewer")?.shadowRoot;
  const tabs = [...(root?.querySelectorAll("[role=tab]") ?? [])];
  const tab = tabs.find(({ textContent }) => textContent === "Trajectories");
  const start = performance.now();
  if (tab instanceof HTMLElement) tab.click();
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  do await frame();
  while (performance.getEntriesByName(milestone).length < charts);
  await new Promise((resolve) => setTimeout(resolve));
  const time = Math.round(performance.now() - start);
  const sketches = performance
    .getEntriesByName(sketch)
    .map(({ startTime }) => Math.round(startTime - start));
  // Long tasks are told of afterwards.
  await new Promise((resolve) => setTimeout(resolve, 300));
  const tasks = Reflect.get(globalThis, "tasks").filter(
    (/** @type {{ start: number }} */ task) => task.start >= start,
  );
  const longest = Math.max(
    0,
    ...tasks.map((/** @type {{ duration: number }} */ { duration }) => duration),
  );
  return { time, sketches, longest: Math.round(longest) };
}

/**
 * Drags the first chart to and fro.
 *
 * @param {import("playwright-core").Page} page
 */
async function pan(page) {
  const box = await page.locator(".chart").first().boundingBox();
  if (!box) throw new Error("there is no chart to pan");
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  const frames = page.evaluate(countFrames, PAN_MS);
  const end = performance.now() + PAN_MS;
  for (let i = 0; performance.now() < end; i++) {
    await page.mouse.move(x + 200 * Math.sin(i / 20), y + 50 * Math.sin(i / 15));
  }
  await page.mouse.up();
  const intervals = (await frames).toSorted((a, b) => a - b);
  const late = intervals.filter((interval) => interval > 25).length;
  return (
    `${(1000 / middle(intervals)).toFixed(0)} frames a second in the middle, ` +
    `${late} of ${intervals.length} frames later than 25 ms, the latest ${intervals.at(-1)?.toFixed(0)} ms`
  );
}

/**
 * Runs in the page.
 *
 * @param {number} milliseconds
 * @returns {Promise<number[]>}
 */
async function countFrames(milliseconds) {
  const intervals = [];
  let last = performance.now();
  const end = last + milliseconds;
  while (last < end) {
    const time = await new Promise((resolve) => requestAnimationFrame(resolve));
    intervals.push(time - last);
    last = time;
  }
  return intervals.slice(1);
}

/** @param {number[]} values */
function middle(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
