import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { logRun, profileRun, simulate } from "@driftgraph/core";
import { switchModel } from "@driftgraph/models";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { pythonEnvironment } from "../../scripts/python-env.mjs";
import { expectSameLog } from "../tensorboard/same-log.ts";
import { LOADERS, TensorBoard } from "../tensorboard/tensorboard.ts";
import { fileSink } from "./event-sinks.ts";

const environment = await pythonEnvironment();
const python = "python" in environment ? environment.python : undefined;
const clock = (): number => performance.timeOrigin + performance.now();

describe.skipIf(python === undefined).each(LOADERS)("TensorBoard with its %s loader", (loader) => {
  let logdir: string;
  let board: TensorBoard;

  beforeAll(async () => {
    logdir = await mkdtemp(path.join(os.tmpdir(), "driftgraph-log-"));
    const options = { paths: 2_000, tEnd: 2, dt: 0.1 };
    const run = await simulate(switchModel, options);
    const profile = profileRun(run, { now: clock, budget: 2 });
    await logRun(run, fileSink(path.join(logdir, "one")), { now: clock, profile });
    const sweep = await simulate(switchModel, { ...options, sweep: { sigma: [0.1, 0.2] } });
    await logRun(sweep, fileSink(path.join(logdir, "sweep")), { now: clock });
    board = await TensorBoard.open(python ?? "", logdir, loader, 4);
  }, 120_000);

  afterAll(async () => {
    await board?.close();
    await rm(logdir, { recursive: true, force: true });
  });

  it("shows a sweep's points as runs of their own", async () => {
    expect(await board.get("runs")).toEqual(["one", "sweep", "sweep/sigma=0.1", "sweep/sigma=0.2"]);
  });

  it("has every point of every chart as our reader has it", async () => {
    const { scalarPoints, histogramPoints, graphs, profiles } = await expectSameLog(board, logdir);
    // Three runs of two species with seven charts, and two events with two.
    expect(scalarPoints).toBe(3 * (2 * 7 + 2 * 2) * 21);
    expect(histogramPoints).toBe(3 * 2 * 21);
    expect(graphs).toBe(4);
    expect(profiles).toBe(1);
  });

  it("groups a series' charts, each with its meaning", async () => {
    const tags = await board.get("plugin/scalars/tags");
    expect(tags).toMatchObject({
      one: { "x1/mean": { description: expect.stringContaining("Mean over all paths of x1") } },
    });
    expect(await board.get("plugin/histograms/tags")).toMatchObject({
      one: { "x1/histogram": {}, "x2/histogram": {} },
    });
  });

  it("compares the sweep's points by their parameters", async () => {
    const groups = await board.post("plugin/hparams/session_groups", {
      experimentName: "",
      allowedStatuses: ["STATUS_SUCCESS"],
      colParams: [{ hparam: "sigma" }, { hparam: "scheme" }],
      startIndex: 0,
      sliceSize: 10,
    });
    expect(groups).toMatchObject({
      sessionGroups: expect.arrayContaining(
        [0.1, 0.2].map((sigma) =>
          expect.objectContaining({
            name: `sweep/sigma=${sigma}`,
            hparams: expect.objectContaining({ sigma }),
          }),
        ),
      ),
    });
  });

  it("shows equations and settings as text", async () => {
    expect(await board.get("plugin/text/tags")).toMatchObject({
      one: expect.arrayContaining(["about/model", "about/run"]),
    });
  });
});
