import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { afterAll, describe, expect, it } from "vitest";
import { launchChromium } from "../browser/chromium.ts";

const CHARTS = fileURLToPath(new URL("../../apps/viewer/src/charts", import.meta.url));
const launched = await launchChromium();
const browser = "browser" in launched ? launched.browser : undefined;
afterAll(async () => await browser?.close());

/** What the page needs of the charts, as the global `charts`. */
async function chartsBundle(): Promise<string> {
  const contents = `
    export { CanvasPainter } from "./canvas-painter.ts";
    export { line } from "./marks/line.ts";
    export { pathLines } from "./marks/paths.ts";
    export { scaleOf } from "./scale.ts";
  `;
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: CHARTS, loader: "ts" },
    bundle: true,
    write: false,
    format: "iife",
    globalName: "charts",
  });
  return outputFiles[0]?.text ?? "";
}

/** Pixels that only one of two drawings of the same noise has, farther than one pixel from the other's, and all of them. */
interface Difference {
  readonly inked: number;
  readonly missing: number;
  readonly added: number;
}

/** Runs in the page: very many paths drawn as their density, and line by line. */
const COMPARE = `(kind) => {
  const [width, height, paths, times] = [500, 260, 1500, 200];
  const noise = (i) => (Math.abs(Math.sin(i * 12.9898) * 43758.5453) % 1) - 0.5;
  const xs = Float64Array.from({ length: times }, (_, k) => k);
  const values = Array.from({ length: paths }, (_, p) => {
    let x = 2;
    return xs.map((_, k) => (x = Math.max(0.1, x + 0.3 * noise(p * times + k)
      + (p % 2 ? 0.004 : -0.004))));
  });
  const plot = {
    left: 10, top: 10, width: 480, height: 240,
    x: charts.scaleOf("linear", [0, times - 1], [10, 490]),
    y: charts.scaleOf(kind, [0.2, 5], [250, 10]),
  };
  const theme = { colour: (css) => css, rgb: () => [0, 0, 0], font: "sans-serif" };
  const draw = (marks) => {
    const context = new OffscreenCanvas(width, height).getContext("2d");
    const painter = new charts.CanvasPainter(context, theme, 1);
    painter.clip(10, 10, 480, 240, () => marks.forEach((mark) => mark.draw(painter, plot)));
    const { data } = context.getImageData(0, 0, width, height);
    return (x, y) => data[4 * (y * width + x) + 3];
  };
  const dense = draw([charts.pathLines({ xs, paths: values, colour: "#000" })]);
  const each = draw(values.map((ys) => charts.line(xs, ys, { colour: "#000" })));
  const isNear = (drawing, x, y) =>
    [-1, 0, 1].some((i) => [-1, 0, 1].some((j) => drawing(x + i, y + j) > 0));
  let [inked, missing, added] = [0, 0, 0];
  for (let x = 12; x < 488; x++) for (let y = 12; y < 248; y++) {
    if (each(x, y) > 0) inked++;
    // Half a pixel of ink or more: a line passes through it, not just by it.
    if (each(x, y) >= 128 && !isNear(dense, x, y)) missing++;
    if (dense(x, y) > 0 && !isNear(each, x, y)) added++;
  }
  return { inked, missing, added };
}`;

describe.skipIf("skip" in launched)("very many paths", { timeout: 60_000 }, () => {
  it("cover as a density the pixels that they cover line by line", async () => {
    const page = await browser?.newPage();
    await page?.addScriptTag({ content: await chartsBundle() });
    for (const kind of ["linear", "log"]) {
      const difference = await page?.evaluate<Difference>(`(${COMPARE})("${kind}")`);
      expect(difference?.inked).toBeGreaterThan(10_000);
      expect(difference).toMatchObject({ missing: 0, added: 0 });
    }
  });
});
