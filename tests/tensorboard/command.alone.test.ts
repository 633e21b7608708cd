import { execFileSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { verifyEventFile } from "@driftgraph/eventlog";
import { fileSource, findEventFiles } from "@driftgraph/eventlog/node";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { pythonEnvironment } from "../../scripts/python-env.mjs";
import { type Compared, expectSameLog } from "./same-log.ts";
import { LOADERS, TensorBoard } from "./tensorboard.ts";

const environment = await pythonEnvironment();
const python = "python" in environment ? environment.python : undefined;
const COMMAND = fileURLToPath(new URL("../../apps/cli/bin/driftgraph.mjs", import.meta.url));

const RUNS: readonly (readonly string[])[] = [
  ["switch", "--paths", "500"],
  ["repressilator", "--paths", "500", "--scheme", "euler-maruyama"],
  ["switch", "--paths", "300", "--sweep", "sigma=0.1:0.2:2", "--name", "swept"],
];

describe.skipIf(python === undefined)("a run of the command", () => {
  let logdir: string;
  const boards: TensorBoard[] = [];

  beforeAll(async () => {
    logdir = await mkdtemp(path.join(os.tmpdir(), "driftgraph-command-"));
    for (const run of RUNS) {
      execFileSync(process.execPath, [COMMAND, "run", ...run, "--quiet", "--logdir", logdir]);
    }
  }, 60_000);

  afterAll(async () => {
    for (const board of boards) await board.close();
    await rm(logdir, { recursive: true, force: true });
  });

  it("walks into none of TensorBoard's traps", async () => {
    const { files } = await findEventFiles(logdir);
    const logs = files.map(({ path, absolute }) => ({ path, source: fileSource(absolute) }));
    expect(logs.length).toBeGreaterThanOrEqual(5);
    for (const log of logs) expect((await verifyEventFile(log)).findings).toEqual([]);
  });

  it.each(LOADERS)(
    "opens in TensorBoard with its %s loader, value by value",
    async (loader) => {
      // Two runs, and one with a folder for each of two points.
      const board = await TensorBoard.open(python ?? "", logdir, loader, 5);
      boards.push(board);
      const compared: Compared = await expectSameLog(board, logdir);
      expect(compared.runs).toBe(5);
      // Two species of the switch over 90 steps, three of the repressilator: a histogram at each.
      expect(compared.scalarPoints).toBeGreaterThan(2 * 90);
      expect(compared.histogramPoints).toBeGreaterThan(2 * 50);
      expect(compared.graphs).toBeGreaterThanOrEqual(2 * RUNS.length);
      expect(compared.profiles).toBeGreaterThanOrEqual(1);
    },
    180_000,
  );
});
