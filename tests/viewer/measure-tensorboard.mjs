import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { cpus, loadavg, tmpdir } from "node:os";
import path from "node:path";
import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import { chromium } from "playwright-core";
import { pythonEnvironment } from "../../scripts/python-env.mjs";
import { writeGraph, writeScalars } from "./large-logs.mjs";
import { answered, startDriftgraph, startTensorBoard } from "./view-servers.mjs";

/**
 * Measures this viewer and TensorBoard side by side in the same Chromium on the same event files, turn by turn:
 * `node tests/viewer/measure-tensorboard.mjs [ROUNDS]`, after `npm run build`. `CHROME_PATH` names the browser.
 *
 * - A graph: from going to the page, the server having read the log, until the first nodes are drawn.
 * - A scope: from the double click until its ops are drawn.
 * - Scalars: from starting the server until the page shows the last step's. TensorBoard reads ahead and a page shows what
 *   was read when it was opened, so its page is opened once its server has the last step; ours at once.
 *
 * The longest task is that of the page's thread meanwhile: so long it took no click.
 *
 * @typedef {{ readonly time: number, readonly longest: number }} Measured
 * @typedef {import("playwright-core").Page} Page
 */
const ROUNDS = Number(process.argv[2] ?? 3);
if (!(ROUNDS >= 1)) throw new Error(`rounds is "${process.argv[2]}", expected a number from 1`);
const PATIENCE_MS = 180_000;

const environment = await pythonEnvironment();
if ("skip" in environment) throw new Error(environment.skip);
const { python } = environment;
const logdir = await mkdtemp(path.join(tmpdir(), "driftgraph-side-by-side-"));
const executablePath = process.env["CHROME_PATH"] ?? "/usr/bin/chromium";
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
try {
  console.log(
    `${ROUNDS} rounds, medians; Chromium ${browser.version()}, ${cpus()[0]?.model}, ` +
      `load ${loadavg()[0]?.toFixed(1)} on ${cpus().length} cores\n`,
  );
  console.log("| | Driftgraph | TensorBoard |\n|---|---|---|");
  await compareGraphs("A graph of 10,000 nodes in 100 scopes", 10_000, 100);
  await compareGraphs("A graph of 100,000 nodes, nested", 100_000, 400);
  await compareGraphs("A scope of 1,000 ops opened", 1_000, 1);
  await compareScalars("Scalars of a 100 MB event file", 100e6);
  console.log(`\nload at the end ${loadavg()[0]?.toFixed(1)}`);
} finally {
  await browser.close();
  await rm(logdir, { recursive: true, force: true });
}

/**
 * @param {string} title
 * @param {number} count
 * @param {number} scopes
 */
async function compareGraphs(title, count, scopes) {
  const folder = await emptyFolder(`${count}-nodes`);
  await writeGraph(folder, "graph", count, scopes);
  const servers = {
    ours: await startDriftgraph(folder),
    theirs: await startTensorBoard(python, folder),
  };
  await answered(`${servers.theirs.url}data/plugin/graphs/info`, (text) =>
    text.includes('"graph"'),
  );
  const open = scopes === 1;
  await compare(
    title,
    () => onPage((page) => (open ? openOurs : drawOurs)(page, servers.ours.url)),
    () => onPage((page) => (open ? openTheirs : drawTheirs)(page, servers.theirs.url)),
  );
  await servers.ours.close();
  await servers.theirs.close();
}

/**
 * @param {string} title
 * @param {number} bytes
 */
async function compareScalars(title, bytes) {
  const folder = await emptyFolder("scalars");
  const steps = await writeScalars(folder, "scalars", bytes);
  await compare(
    title,
    async () => {
      const server = await startDriftgraph(folder);
      return await onPage(async (page) => {
        await page.goto(`${server.url}#scalars?run=scalars`);
        // In charts' texts thousands are set apart by narrow spaces.
        const values = new RegExp(
          `${String(steps).replace(/\B(?=(\d{3})+$)/g, "\\s?")} values, the last`,
        );
        await page.getByRole("group", { name: values }).first().waitFor({ timeout: PATIENCE_MS });
        return await measured(page, performance.now() - server.startedAt);
      }, server);
    },
    async () => {
      const server = await startTensorBoard(python, folder);
      const data = `${server.url}data/plugin/scalars/scalars?run=scalars&tag=A%2Fmean`;
      await answered(data, (text) => text.includes(` ${steps - 1}, `));
      return await onPage(async (page) => {
        await page.goto(`${server.url}#timeseries`);
        const shown = (steps - 1).toLocaleString("en");
        await page
          .locator("scalar-card")
          .filter({ hasText: shown })
          .first()
          .waitFor({ timeout: PATIENCE_MS });
        return await measured(page, performance.now() - server.startedAt);
      }, server);
    },
  );
}

/**
 * Prints a row of the table.
 *
 * @param {string} title
 * @param {() => Promise<Measured>} ours
 * @param {() => Promise<Measured>} theirs
 */
async function compare(title, ours, theirs) {
  const found = { ours: /** @type {Measured[]} */ ([]), theirs: /** @type {Measured[]} */ ([]) };
  for (let i = 0; i < ROUNDS; i++) {
    found.ours.push(await ours());
    found.theirs.push(await theirs());
  }
  console.log(`| ${title} | ${cell(found.ours)} | ${cell(found.theirs)} |`);
}

/** @param {readonly Measured[]} rounds */
function cell(rounds) {
  const [time, longest] = [rounds.map((one) => one.time), rounds.map((one) => one.longest)].map(
    (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN,
  );
  return `${seconds(time)} (${longest === 0 ? "no task of 50 ms" : `longest task ${seconds(longest)}`})`;
}

function seconds(milliseconds = Number.NaN) {
  return `${(milliseconds / 1000).toFixed(milliseconds < 10_000 ? 2 : 1)} s`;
}

/**
 * @param {Page} page
 * @param {string} url
 */
async function drawOurs(page, url) {
  await page.goto(`${url}#graph?run=graph`);
  return await measured(page, await markedAt(page, "driftgraph:graph-drawn"));
}

/**
 * @param {Page} page
 * @param {string} url
 */
async function drawTheirs(page, url) {
  await page.goto(`${url}#graphs`);
  return await measured(page, await nodesAt(page, 1));
}

/**
 * @param {Page} page
 * @param {string} url
 */
async function openOurs(page, url) {
  await drawOurs(page, url);
  // The only scope there is: it lies in the middle.
  const box = await page.locator(".cytoscape").boundingBox();
  if (!box) throw new Error("there is no graph to click");
  await forgetTasks(page);
  const start = await page.evaluate(() => performance.now());
  await page.mouse.dblclick(box.x + box.width / 2, box.y + box.height / 2);
  return await measured(page, (await markedAt(page, "driftgraph:scope-expanded")) - start);
}

/**
 * @param {Page} page
 * @param {string} url
 */
async function openTheirs(page, url) {
  await drawTheirs(page, url);
  const scope = page.locator('g.node[data-name="part_0"]').first();
  // It moves to its place first.
  await sleep(1000);
  await forgetTasks(page);
  const start = await page.evaluate(() => performance.now());
  // The click itself is answered only when all is drawn.
  await scope.dblclick({ noWaitAfter: true, timeout: PATIENCE_MS });
  return await measured(page, (await nodesAt(page, 900)) - start);
}

/**
 * When a milestone was marked, in the page's time.
 *
 * @param {Page} page
 * @param {string} name
 */
async function markedAt(page, name) {
  const handle = await page.waitForFunction(
    (mark) => performance.getEntriesByName(mark)[0]?.startTime,
    name,
    { timeout: PATIENCE_MS },
  );
  return Number(await handle.jsonValue());
}

/**
 * When TensorBoard has drawn so many nodes, in the page's time.
 *
 * @param {Page} page
 * @param {number} count
 */
async function nodesAt(page, count) {
  const handle = await page.waitForFunction(
    (least) => {
      /** @type {(root: ParentNode) => Element | undefined} */
      const sceneIn = (root) => {
        for (const element of root.querySelectorAll("*")) {
          if (element.localName === "tf-graph-scene") return element;
          const found = element.shadowRoot && sceneIn(element.shadowRoot);
          if (found) return found;
        }
        return undefined;
      };
      const known = Reflect.get(globalThis, "tensorBoardScene") ?? sceneIn(document);
      Object.assign(globalThis, { tensorBoardScene: known });
      const nodes = known?.shadowRoot?.querySelectorAll("g.nodes g.node").length ?? 0;
      return nodes >= least && performance.now();
    },
    count,
    { timeout: PATIENCE_MS },
  );
  return Number(await handle.jsonValue());
}

/**
 * @param {Page} page
 * @param {number} time
 * @returns {Promise<Measured>}
 */
async function measured(page, time) {
  // Long tasks are told of afterwards.
  await sleep(300);
  const longest = await page.evaluate(() => Math.max(0, ...Reflect.get(globalThis, "tasks")));
  return { time, longest };
}

/** @param {Page} page */
async function forgetTasks(page) {
  await sleep(300);
  await page.evaluate(() => Reflect.get(globalThis, "tasks").splice(0));
}

/**
 * A page of its own, in a browser that knows nothing yet; a server that is given ends with it.
 *
 * @param {(page: Page) => Promise<Measured>} measure
 * @param {import("./view-servers.mjs").Server} [server]
 */
async function onPage(measure, server) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  try {
    const page = await context.newPage();
    await page.addInitScript(() => {
      const tasks = /** @type {number[]} */ ([]);
      Object.assign(globalThis, { tasks });
      new PerformanceObserver((list) => {
        for (const { duration } of list.getEntries()) tasks.push(duration);
      }).observe({ type: "longtask", buffered: true });
    });
    return await measure(page);
  } finally {
    await context.close();
    await server?.close();
  }
}

/** @param {string} name */
async function emptyFolder(name) {
  const folder = path.join(logdir, name);
  await mkdir(folder);
  return folder;
}
