import { spawnSync } from "node:child_process";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { startViewServer } from "@driftgraph/viewer/server";
import { chromium } from "playwright-core";

/**
 * Takes the screenshots of the viewer that the README shows, of the article's two models:
 * `node tests/viewer/take-screenshots.mjs [FOLDER]`, after `npm run build`. `CHROME_PATH` names the browser.
 */
const COMMAND = fileURLToPath(new URL("../../apps/cli/bin/driftgraph.mjs", import.meta.url));
const FOLDER = process.argv[2] ?? fileURLToPath(new URL("../../docs/viewer", import.meta.url));

const PLACES = {
  overview: "overview?run=switch-1",
  trajectories: "trajectories?run=repressilator-1",
  distributions: "distributions?run=switch-1&t=2",
  phase: "phase?run=switch-1&t=2",
  graph: "graph?run=switch-1",
  profile: "profile?run=switch-1",
};
const VIEWPORT = { width: 1280, height: 800 };
/** For layouts in workers and the last frame of a transition; nothing on the page says that it rests. */
const SETTLE_MS = 2500;

const cwd = await mkdtemp(path.join(tmpdir(), "driftgraph-screenshots-"));
try {
  for (const model of ["switch", "repressilator"]) {
    const { status } = spawnSync(process.execPath, [COMMAND, "run", model, "-q"], {
      cwd,
      stdio: "inherit",
    });
    if (status !== 0) throw new Error(`driftgraph run ${model} ended with ${status}`);
  }
  await takeAll(path.join(cwd, "runs"));
} finally {
  await rm(cwd, { recursive: true, force: true });
}

/** @param {string} logdir */
async function takeAll(logdir) {
  const server = await startViewServer({ logdir, ports: [0] });
  const executablePath = process.env["CHROME_PATH"] ?? "/usr/bin/chromium";
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  await mkdir(FOLDER, { recursive: true });
  for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
    const context = await browser.newContext({
      viewport: VIEWPORT,
      colorScheme,
      reducedMotion: "reduce",
    });
    for (const [name, place] of Object.entries(PLACES)) {
      const page = await context.newPage();
      await page.goto(`${server.url}#${place}`);
      await page.getByRole("tabpanel").waitFor();
      await page.waitForTimeout(SETTLE_MS);
      await page.screenshot({ path: path.join(FOLDER, `${name}-${colorScheme}.png`) });
      await page.close();
    }
  }
  await browser.close();
  await server.close();
}
