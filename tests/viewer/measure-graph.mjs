import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import process from "node:process";
import { graphEvent } from "@driftgraph/eventlog";
import { EventFileWriter } from "@driftgraph/eventlog/node";
import { startViewServer } from "@driftgraph/viewer/server";
import { chromium } from "playwright-core";

/**
 * Measures how long large graphs take to be drawn in Chromium, from the start of loading the page, and how long one of their
 * scopes takes to be opened, from the key press until all of it that is in view is drawn; each with the longest task of the
 * page's thread until the rest is there, too: `node tests/viewer/measure-graph.mjs`, after `npm run build`. `CHROME_PATH` names the browser.
 */
const GRAPHS = {
  "10,000 nodes in 100 scopes": nested(10_000, 100),
  "100,000 nodes, nested": nested(100_000, 400),
  "1,000 ops in a flat scope": nested(1_000, 1),
};

/** Time in which what isn't in view follows. */
const REST_MS = 2000;

const logdir = await mkdtemp(path.join(tmpdir(), "driftgraph-graphs-"));
const executablePath = process.env["CHROME_PATH"] ?? "/usr/bin/chromium";
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
try {
  for (const [i, node] of Object.values(GRAPHS).entries()) await writeGraph(`graph-${i}`, node);
  const server = await startViewServer({ logdir, ports: [0] });
  for (const [i, name] of Object.keys(GRAPHS).entries()) {
    const place = i === 2 ? "&graph.open=part_0" : "";
    const { drawn, longest } = await draw(`${server.url}#graph?run=graph-${i}${place}`);
    console.log(`${name}: drawn after ${drawn} ms, ${taskText(longest)}`);
    const scope = i === 2 ? "part_0" : "part_3";
    const opened = await openScope(`${server.url}#graph?run=graph-${i}&node=${scope}`);
    console.log(`  a scope opened in ${opened.took} ms, ${taskText(opened.longest)}`);
  }
  await server.close();
} finally {
  await browser.close();
  await rm(logdir, { recursive: true, force: true });
}

/**
 * Ops in scopes of equal size, each taking from the one before and from one further back.
 *
 * @param {number} count
 * @param {number} scopes
 */
function nested(count, scopes) {
  /** @param {number} i */
  const name = (i) => `part_${Math.floor((i * scopes) / count)}/of_${i % 7}/op${i}x`;
  return Array.from({ length: count }, (_, i) => ({
    name: scopes === 1 ? `part_0/op${i}x` : name(i),
    op: ["Add", "Mul", "Exp"][i % 3] ?? "Add",
    input: [i - 1, i - 13]
      .filter((from) => from >= 0)
      .map((from) => (scopes === 1 ? `part_0/op${from}x` : name(from))),
  }));
}

/**
 * @param {string} run
 * @param {import("@driftgraph/eventlog").NodeDef[]} node
 */
async function writeGraph(run, node) {
  await mkdir(path.join(logdir, run));
  const writer = await EventFileWriter.create(path.join(logdir, run));
  writer.write(graphEvent(1_790_000_000, { node }));
  await writer.close();
}

/**
 * A page that notes its long tasks, once its graph is drawn.
 *
 * @param {string} url
 */
async function openPage(url) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.addInitScript(() => {
    const tasks = /** @type {{ start: number, duration: number }[]} */ ([]);
    Object.assign(globalThis, { tasks });
    new PerformanceObserver((list) => {
      for (const { startTime, duration } of list.getEntries())
        tasks.push({ start: startTime, duration });
    }).observe({ type: "longtask", buffered: true });
  });
  await page.goto(url);
  await marked(page, "driftgraph:graph-drawn");
  return page;
}

/**
 * Waits for a milestone, and returns when it was.
 *
 * @param {import("playwright-core").Page} page
 * @param {string} name
 */
async function marked(page, name) {
  const options = { timeout: 120_000 };
  await page.waitForFunction((of) => performance.getEntriesByName(of).length > 0, name, options);
  return page.evaluate((of) => performance.getEntriesByName(of)[0]?.startTime ?? Number.NaN, name);
}

/**
 * The longest task since a time.
 *
 * @param {import("playwright-core").Page} page
 * @param {number} since
 */
function longestTask(page, since) {
  return page.evaluate((from) => {
    const tasks = /** @type {{ start: number, duration: number }[]} */ (
      Reflect.get(globalThis, "tasks")
    );
    const later = tasks.filter(({ start, duration }) => start + duration >= from);
    return Math.round(Math.max(0, ...later.map(({ duration }) => duration)));
  }, since);
}

/**
 * Browsers tell of tasks from 50 ms on.
 *
 * @param {number} longest
 */
function taskText(longest) {
  return longest === 0 ? "no task of 50 ms" : `longest task ${longest} ms`;
}

/** @param {string} url */
async function draw(url) {
  const page = await openPage(url);
  const drawn = Math.round(await marked(page, "driftgraph:graph-drawn"));
  await page.waitForTimeout(REST_MS);
  const longest = await longestTask(page, 0);
  await page.close();
  return { drawn, longest };
}

/** @param {string} url */
async function openScope(url) {
  const page = await openPage(url);
  await page.waitForTimeout(1000);
  await page.locator(".cytoscape").focus();
  await page.evaluate(() =>
    addEventListener("keydown", () => performance.mark("pressed"), { capture: true, once: true }),
  );
  await page.keyboard.press("Enter");
  const opened = await marked(page, "driftgraph:scope-expanded");
  const pressed = await marked(page, "pressed");
  await page.waitForTimeout(REST_MS);
  const longest = await longestTask(page, pressed);
  await page.close();
  return { took: Math.round(opened - pressed), longest };
}
