import { writeFile } from "node:fs/promises";
import process from "node:process";
import { fileURLToPath, pathToFileURL } from "node:url";
import { quantile, simulate } from "@driftgraph/core";
import { findModel } from "@driftgraph/models";
import { drawPanel, PANEL } from "./panel.mjs";

/** The picture at the head of the README. */
export const PICTURE = fileURLToPath(new URL("../../docs/circuits.svg", import.meta.url));

const COLOURS = ["#3b7dd8", "#e8590c", "#2b9348"];
const PATHS_SHOWN = 12;
/** Few enough that each holds some of the histogram's bins. */
const ROWS = 32;

const STYLE = `
.title { font: 600 15px system-ui, sans-serif; fill: #1f2933 }
.label { font: 12px system-ui, sans-serif; fill: #52606d }
.middle { text-anchor: middle } .end { text-anchor: end }
.grid { stroke: #e4e7eb } .axis { stroke: #9aa5b1 }
.path { stroke-width: 0.7; opacity: 0.55 } .mean { stroke-width: 2.4 }`;

/** Draws both of the article's circuits, each from a run of its own. */
export async function drawPicture() {
  const panels = [drawPanel(await switchPanel()), drawPanel(await repressilatorPanel())];
  const width = PANEL.width * panels.length;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${PANEL.height}" width="${width}" height="${PANEL.height}" role="img">`,
    "<title>Ensembles of the genetic toggle switch and of the repressilator</title>",
    `<style>${STYLE}\n</style>`,
    `<rect width="${width}" height="${PANEL.height}" rx="6" fill="#ffffff"/>`,
    ...panels.map((panel, i) => `<g transform="translate(${i * PANEL.width} 0)">\n${panel}\n</g>`),
    "</svg>\n",
  ].join("\n");
}

/** The switch: where the paths of its first protein are, since its mean says nothing of its two states. */
async function switchPanel() {
  const { times, series, samples } = await runOf("switch", 50_000);
  const high = 1.3;
  return {
    title: "Genetic switch",
    subtitle: `50,000 paths of one protein, and ${PATHS_SHOWN} of them`,
    axis: "time",
    times,
    high,
    lines: series.slice(0, 1).map((one) => ({
      name: one.name,
      colour: COLOURS[0],
      mean: [],
      bands: [],
      shares: times.map((_, k) => sharesAt(one, k, high)),
      paths: samples.values[0]?.slice(0, PATHS_SHOWN).map((path) => [...path]) ?? [],
    })),
  };
}

/** The repressilator: three proteins that take turns, and lose step with time. */
async function repressilatorPanel() {
  const { times, series, samples } = await runOf("repressilator", 25_000);
  return {
    title: "Repressilator",
    subtitle: "25,000 paths: mean, the middle 50 % and 90 %, single paths",
    axis: "time",
    times,
    high: 1.1,
    lines: series.map((one, s) => {
      const level = (/** @type {number} */ p) => times.map((_, k) => quantile(one, k, p).value);
      return {
        name: one.name,
        colour: COLOURS[s % COLOURS.length],
        mean: [...one.mean],
        bands: [
          [level(0.05), level(0.95)],
          [level(0.25), level(0.75)],
        ],
        shares: [],
        paths: samples.values[s]?.slice(0, PATHS_SHOWN / 3).map((path) => [...path]) ?? [],
      };
    }),
  };
}

/**
 * @param {string} name a built-in model's
 * @param {number} paths
 */
async function runOf(name, paths) {
  // Without fused multiply-add the numbers are the same on every machine, and so is the picture.
  const { times, ensembles } = await simulate(findModel(name), { paths, seed: 1, fma: false });
  const [ensemble] = ensembles;
  if (ensemble === undefined) throw new Error(`the run of ${name} has no ensemble`);
  return { times: [...times], series: ensemble.series, samples: ensemble.samples };
}

/**
 * The share of all paths in each of `ROWS` equal ranges from 0 to `high`, at the k-th time.
 *
 * @param {import("@driftgraph/core").SeriesSummary} series
 * @param {number} k
 * @param {number} high
 */
function sharesAt({ bins, histogram, count }, k, high) {
  const rows = new Array(ROWS).fill(0);
  const { low = 0, width = 0 } = bins[k] ?? {};
  histogram[k]?.slice(1, -1).forEach((inBin, b) => {
    const row = Math.floor(((low + (b + 0.5) * width) / high) * ROWS);
    if (row >= 0 && row < ROWS) rows[row] += inBin / (count[k] ?? 1);
  });
  return rows;
}

// As a command: `node tests/readme/picture.mjs` draws it anew, after a build.
if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await writeFile(PICTURE, await drawPicture());
}
