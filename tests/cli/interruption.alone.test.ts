import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { driftgraph, emptyFolder, start } from "./command.ts";

const cwd = emptyFolder();
mkdirSync(path.join(cwd, "runs"));
/** Long enough never to end by itself within the test. */
const LONG = ["--paths", "2000000000", "--t-end", "10", "--dt", "0.1"];
const LIMIT_MS = 200;
/** Of a few tries the best counts: what else the machine does is not the command's time. */
const TRIES = 6;

/** Waits until the run's event file is there, and a little longer. */
async function underWay(folder: string): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    const files = await Promise.resolve()
      .then(() => readdirSync(path.join(cwd, folder)))
      .catch(() => []);
    if (files.length > 0) break;
    await sleep(50);
  }
  await sleep(400);
}

async function inspect(
  folder: string,
): Promise<{ files: unknown[]; events: number; graphs: unknown[]; problems: unknown[] }> {
  const { code, out } = await driftgraph(["inspect", folder, "--json"], { cwd });
  expect(code).toBe(0);
  return JSON.parse(out);
}

describe.skipIf(process.platform === "win32")("Ctrl-C", () => {
  it.each(["1", "2"])(
    "ends a run on %s thread(s) at once, with a log that opens, exit code 130",
    async (threads) => {
      const times: number[] = [];
      while (times.length < TRIES && Math.min(...times) >= LIMIT_MS) {
        const name = `stopped-${threads}-${times.length}`;
        const { child, ended } = start(
          ["run", "switch", ...LONG, "--threads", threads, "--name", name],
          { cwd },
        );
        await underWay(`runs/${name}`);
        const begin = performance.now();
        child.kill("SIGINT");
        const { code, out } = await ended;
        times.push(performance.now() - begin);
        expect(code).toBe(130);
        expect(out).toMatch(/[\d,]+ of 2,000,000,000 paths/);
        const log = await inspect(`runs/${name}`);
        expect(log.problems).toEqual([]);
        expect(log.graphs.length).toBeGreaterThan(0);
      }
      expect(Math.min(...times)).toBeLessThan(LIMIT_MS);
    },
  );
});

describe.skipIf(process.platform === "win32")("Ctrl-C before a target is met", () => {
  it.each(["plain", "multilevel"])(
    "ends the run, with the log of what its %s estimator had computed",
    async (estimator) => {
      const name = `until-${estimator}`;
      const target = ["--until", "sd(mean(x1)) < 1e-5", "--estimator", estimator];
      const { child, ended } = start(["run", "switch", ...target, "--json", "--name", name], {
        cwd,
      });
      await underWay(`runs/${name}`);
      child.kill("SIGINT");
      const { code, out } = await ended;
      expect(code).toBe(130);
      const { cancelled, paths } = JSON.parse(out);
      expect(cancelled.pathsDone).toBeGreaterThanOrEqual(4096);
      const log = await inspect(`runs/${name}`);
      expect(log.problems).toEqual([]);
      // That of the batch which is told of, and no other's.
      expect(log.files).toHaveLength(1);
      expect(log.graphs).toHaveLength(2);
      const [run] = readdirSync(path.join(cwd, "runs", name));
      expect(run).toContain("tfevents");
      const { out: text } = await driftgraph(["inspect", `runs/${name}`], { cwd });
      expect(text).toContain(`cancelled, with results of ${cancelled.pathsDone} paths`);
      expect(paths).toBeGreaterThanOrEqual(cancelled.pathsDone);
    },
  );
});

describe.skipIf(process.platform === "win32")("Ctrl-C while a model file is still loading", () => {
  it("ends the command, and writes nothing", async () => {
    writeFileSync(
      path.join(cwd, "slow.mjs"),
      'console.log("loading");\nawait new Promise((resolve) => setTimeout(resolve, 60_000));\n',
    );
    const before = readdirSync(path.join(cwd, "runs"));
    const { child, ended } = start(["run", "slow.mjs"], { cwd });
    await new Promise((resolve) => child.stdout?.once("data", resolve));
    child.kill("SIGINT");
    expect((await ended).code).toBe(130);
    expect(readdirSync(path.join(cwd, "runs"))).toEqual(before);
  });
});

describe("kill -9 in the middle of a run", () => {
  it("leaves a log that opens", async () => {
    const { child, ended } = start(["run", "switch", ...LONG, "--name", "killed"], { cwd });
    await underWay("runs/killed");
    child.kill("SIGKILL");
    await ended;
    const log = await inspect("runs/killed");
    expect(log.events).toBeGreaterThan(1);
    expect(log.graphs.length).toBeGreaterThan(0);
    expect(log.problems).toEqual([]);
  });
});

describe("a closed pipe", () => {
  it("ends the command quietly", async () => {
    const { child, ended } = start(
      ["graph", "repressilator", "--stage", "built", "--format", "pbtxt"],
      { cwd },
    );
    child.stdout?.destroy();
    const { err } = await ended;
    expect(err).toBe("");
  });
});
