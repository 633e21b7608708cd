import { spawn } from "node:child_process";
import { cp, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { bucketsFromEdges, histogramValue, scalarValue, summaryEvent } from "@driftgraph/eventlog";
import { EventFileWriter } from "@driftgraph/eventlog/node";
import { startViewServer } from "@driftgraph/viewer/server";
import { chromium } from "playwright-core";

/**
 * Measures in Chromium how long it takes to list 200 runs, from the start of loading the page, and then to index an event file of
 * 100 MB; the longest task of the page's thread meanwhile; and how much the page's process grew at most, which is no more for a
 * file that is four times as long. After `npm run build`:
 * `node tests/viewer/measure-logs.mjs [--tensorboard PYTHON]`, where PYTHON has TensorBoard, which is then timed on the same
 * files with both its loaders. `CHROME_PATH` names the browser.
 */
const RUNS = 200;
const BYTES = 100e6;
const ROUNDS = 3;
const DRIFTGRAPH = fileURLToPath(new URL("../../apps/cli/bin/driftgraph.mjs", import.meta.url));

const root = await mkdtemp(path.join(tmpdir(), "driftgraph-logs-"));
const many = path.join(root, "many");
const large = path.join(root, "large");
const larger = path.join(root, "larger");
const python = process.argv[process.argv.indexOf("--tensorboard") + 1];
const browser = await chromium.launch({
  executablePath: process.env["CHROME_PATH"] ?? "/usr/bin/chromium",
  args: ["--no-sandbox"],
});
try {
  await writeRuns();
  const steps = await writeLarge(large, BYTES);
  await writeLarge(larger, 4 * BYTES);
  for (const [name, logdir, isListed] of /** @type {const} */ ([
    [`${RUNS} runs listed`, many, true],
    [`${BYTES / 1e6} MB indexed`, large, false],
    [`${(4 * BYTES) / 1e6} MB indexed`, larger, false],
  ])) {
    const all = [];
    for (let i = 0; i < ROUNDS; i++) all.push(await measure(logdir, isListed));
    console.log(`${name}: ${said(all)}`);
  }
  if (process.argv.includes("--tensorboard")) {
    for (const fast of [true, false]) {
      const name = `TensorBoard, --load_fast=${fast}`;
      console.log(`${name}: ${RUNS} runs listed ${await tensorboard(many, fast, allListed)}`);
      const isRead = (/** @type {number} */ port) => isAllRead(port, steps);
      console.log(`${name}: ${BYTES / 1e6} MB read ${await tensorboard(large, fast, isRead)}`);
    }
  }
} finally {
  await browser.close();
  await rm(root, { recursive: true, force: true });
}

/** A real run's log, many times. */
async function writeRuns() {
  const small = ["--paths", "600", "--t-end", "2", "--dt", "0.1", "-q"];
  await ended(
    spawn(process.execPath, [DRIFTGRAPH, "run", "switch", ...small, "--logdir", root], {
      stdio: "inherit",
    }),
  );
  for (let i = 0; i < RUNS; i++) {
    await cp(path.join(root, "switch-1"), path.join(many, `switch-${i}`), { recursive: true });
  }
}

/**
 * A log of what a run with two species logs for TensorBoard; the number of its steps.
 *
 * @param {string} logdir
 * @param {number} bytes
 */
async function writeLarge(logdir, bytes) {
  const writer = EventFileWriter.create(path.join(logdir, "large"));
  const edges = Array.from({ length: 65 }, (_, i) => i / 64);
  const buckets = bucketsFromEdges(edges, edges.slice(1));
  let step = 0;
  for (; writer.length < bytes; step++) {
    const values = ["A", "B"].flatMap((species) => [
      ...["mean", "sd", "q05", "q25", "q50", "q75", "q95"].map((name) =>
        scalarValue(`${species}/${name}`, step / 3),
      ),
      histogramValue(`${species}/histogram`, buckets),
    ]);
    writer.write(summaryEvent({ wallTime: 1_790_000_000 + step, step }, values));
  }
  await writer.close();
  return step;
}

/** @typedef {{ time: number, longest: number, grown: number }} Measured */

/** @param {readonly Measured[]} all */
function said(all) {
  const list = (/** @type {keyof Measured} */ key) => all.map((one) => one[key]).join(", ");
  const tasks = all.every(({ longest }) => longest === 0)
    ? "no task of 50 ms"
    : `longest task ${list("longest")} ms`;
  return `${list("time")} ms; ${tasks}; the page grew by ${list("grown")} MB`;
}

/**
 * @param {string} logdir
 * @param {boolean} isListed whether to measure until the runs are listed, or from then on until the run is read
 * @returns {Promise<Measured>}
 */
async function measure(logdir, isListed) {
  const server = await startViewServer({ logdir, ports: [0] });
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  await page.addInitScript(() => {
    const tasks = /** @type {number[]} */ ([]);
    Object.assign(globalThis, { tasks });
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) tasks.push(duration);
    }).observe({ type: "longtask", buffered: true });
  });
  // First a run that is small.
  const small = await startViewServer({ logdir: path.join(root, "switch-1"), ports: [0] });
  await page.goto(`${small.url}#scalars`);
  await page.getByRole("tabpanel").waitFor();
  const before = await rendererMemory();
  await page.goto(`${server.url}#${isListed ? "overview" : "scalars?run=large"}`);
  const end = `driftgraph:${isListed ? "runs-listed" : "run-read"}`;
  await page.waitForFunction((name) => performance.getEntriesByName(name).length > 0, end);
  const measured = await page.evaluate((isFromStart) => {
    const at = (/** @type {string} */ name) =>
      performance.getEntriesByName(`driftgraph:${name}`)[0]?.startTime ?? Number.NaN;
    const tasks = /** @type {number[]} */ (Reflect.get(globalThis, "tasks"));
    return {
      time: Math.round(isFromStart ? at("runs-listed") : at("run-read") - at("runs-listed")),
      longest: Math.round(Math.max(0, ...tasks)),
    };
  }, isListed);
  const after = await rendererMemory();
  await context.close();
  await server.close();
  await small.close();
  return { ...measured, grown: Math.round((after - before) / 1e6) };
}

/** Most bytes that the browser's page processes have had so far; NaN where the system doesn't tell. */
async function rendererMemory() {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  let bytes = 0;
  for (const { type, id } of processInfo) {
    if (type !== "renderer") continue;
    const status = await readFile(`/proc/${id}/status`, "utf8").catch(() => "");
    bytes += Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? Number.NaN) * 1024;
  }
  await session.detach();
  return bytes;
}

/**
 * Seconds until TensorBoard has it all, from the start of its process.
 *
 * @param {string} logdir
 * @param {boolean} fast
 * @param {(port: number) => Promise<boolean>} isDone
 */
async function tensorboard(logdir, fast, isDone) {
  const port = 6900 + Math.floor(Math.random() * 100);
  const args = ["-m", "tensorboard.main", "--logdir", logdir, "--port", String(port)];
  const child = spawn(python ?? "python3", [...args, `--load_fast=${fast}`], { stdio: "ignore" });
  const start = performance.now();
  let serving = Number.NaN;
  try {
    while (performance.now() - start < 120_000) {
      const answered = await fetch(`http://127.0.0.1:${port}/data/environment`).catch(
        () => undefined,
      );
      if (answered && Number.isNaN(serving)) serving = performance.now();
      if (answered && (await isDone(port).catch(() => false))) {
        const [whole, since] = [performance.now() - start, performance.now() - serving];
        return `after ${Math.round(whole)} ms, ${Math.round(since)} ms since it answered`;
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return "not in two minutes";
  } finally {
    child.kill();
  }
}

/** @param {number} port */
async function allListed(port) {
  const runs = await (await fetch(`http://127.0.0.1:${port}/data/runs`)).json();
  return runs.length >= RUNS;
}

/**
 * @param {number} port
 * @param {number} steps
 */
async function isAllRead(port, steps) {
  const address = `http://127.0.0.1:${port}/data/plugin/scalars/scalars?run=large&tag=B%2Fq95`;
  const points = await (await fetch(address)).json();
  return points.at(-1)?.[1] === steps - 1;
}

/** @param {import("node:child_process").ChildProcess} child */
function ended(child) {
  return new Promise((resolve) => child.on("close", resolve));
}
