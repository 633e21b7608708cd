import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import process from "node:process";
import { graphEvent } from "@driftgraph/eventlog";
import { EventFileWriter } from "@driftgraph/eventlog/node";
import { startViewServer } from "@driftgraph/viewer/server";
import { chromium } from "playwright-core";

/**
 * Measures how long large graphs take to be drawn in Chromium, from the start of loading the page, and the longest task of the
 * page's thread meanwhile: `node tests/viewer/measure-graph.mjs`, after `npm run build`. `CHROME_PATH` names the browser.
 */
const GRAPHS = {
  "10,000 nodes in 100 scopes": nested(10_000, 100),
  "100,000 nodes, nested": nested(100_000, 400),
  "1,000 ops in a flat scope": nested(1_000, 1),
};

const logdir = await mkdtemp(path.join(tmpdir(), "driftgraph-graphs-"));
const executablePath = process.env["CHROME_PATH"] ?? "/usr/bin/chromium";
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
try {
  for (const [i, node] of Object.values(GRAPHS).entries()) await writeGraph(`graph-${i}`, node);
  const server = await startViewServer({ logdir, ports: [0] });
  for (const [i, name] of Object.keys(GRAPHS).entries()) {
    const place = i === 2 ? "&graph.open=part_0" : "";
    const { drawn, longest } = await draw(`${server.url}#graph?run=graph-${i}${place}`);
    console.log(`${name}: drawn after ${drawn} ms, longest task ${longest} ms`);
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

/** @param {string} url */
async function draw(url) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.addInitScript(() => {
    const tasks = /** @type {number[]} */ ([]);
    Object.assign(globalThis, { tasks });
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) tasks.push(duration);
    }).observe({ type: "longtask", buffered: true });
  });
  await page.goto(url);
  await page.waitForFunction(
    () => performance.getEntriesByName("driftgraph:graph-drawn").length > 0,
    undefined,
    { timeout: 120_000 },
  );
  const measured = await page.evaluate(() => ({
    drawn: Math.round(performance.getEntriesByName("driftgraph:graph-drawn")[0]?.startTime ?? NaN),
    longest: Math.round(Math.max(0, ...Reflect.get(globalThis, "tasks"))),
  }));
  await page.close();
  return measured;
}
