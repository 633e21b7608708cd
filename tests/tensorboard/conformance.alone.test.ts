import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { pythonEnvironment } from "../../scripts/python-env.mjs";
import {
  BUILT,
  countsAt,
  EDGES,
  GRAPH,
  HPARAMS,
  meanAt,
  PROFILE,
  STEP_NUMBERS,
  writeRun,
} from "./run-log.ts";
import { expectSameLog } from "./same-log.ts";
import { LOADERS, TensorBoard } from "./tensorboard.ts";
import { printedNodes, printedProfile } from "./text-protobuf.ts";

const environment = await pythonEnvironment();
const python = "python" in environment ? environment.python : undefined;
const RUN = "switch/run-1";

describe.skipIf(python === undefined).each(LOADERS)("TensorBoard with its %s loader", (loader) => {
  let logdir: string;
  let board: TensorBoard;

  beforeAll(async () => {
    logdir = await mkdtemp(path.join(os.tmpdir(), "driftgraph-tensorboard-"));
    await writeRun(logdir, RUN);
    board = await TensorBoard.open(python ?? "", logdir, loader, 1);
  }, 120_000);

  afterAll(async () => {
    await board?.close();
    await rm(logdir, { recursive: true, force: true });
  });

  it("shows the run", async () => {
    expect(await board.get("runs")).toEqual([RUN]);
  });

  it("has each scalar with its time, step and value", async () => {
    expect(await board.get("plugin/scalars/tags")).toMatchObject({ [RUN]: { "mean/A": {} } });
    const points = await board.get("plugin/scalars/scalars", { run: RUN, tag: "mean/A" });
    expect(points).toEqual(
      STEP_NUMBERS.map((step) => [1_700_000_000.25 + step, step, meanAt(step)]),
    );
  });

  it("has each histogram with exact edges and counts", async () => {
    const query = { run: RUN, tag: "distribution/A" };
    const points = await board.get("plugin/histograms/histograms", query);
    const expected = STEP_NUMBERS.map((step) => [
      1_700_000_000.25 + step,
      step,
      countsAt(step).map((count, i) => [EDGES[i], EDGES[i + 1], count]),
    ]);
    expect(points).toEqual(expected);
  });

  it("lists the run graph, the second graph and the profile", async () => {
    expect(await board.get("plugin/graphs/info")).toEqual({
      [RUN]: {
        run: RUN,
        run_graph: true,
        tags: {
          built: { tag: "built", op_graph: true, profile: false, conceptual_graph: false },
          profile: { tag: "profile", op_graph: false, profile: true, conceptual_graph: false },
        },
      },
    });
  });

  it("has the run graph: ops, inputs, shapes, functions", async () => {
    const text = await board.text("plugin/graphs/graph", { run: RUN });
    expect(printedNodes(text)).toEqual(
      GRAPH.node.map(({ name, op, input = [] }) => ({ name, op, input })),
    );
    expect(text).toContain('key: "_output_shapes"');
    expect(text).toMatch(/library \{\n {2}function \{\n {4}signature \{\n {6}name: "body"/);
  });

  it("has the second graph under its tag", async () => {
    const text = await board.text("plugin/graphs/graph", { run: RUN, tag: "built" });
    expect(printedNodes(text)).toEqual(
      BUILT.node.map(({ name, op, input = [] }) => ({ name, op, input })),
    );
  });

  it("has the profile: a device that it draws, ops end to end, memory, shapes", async () => {
    const query = { run: RUN, tag: "profile" };
    const { device, nodes } = printedProfile(await board.text("plugin/graphs/run_metadata", query));
    // What TensorBoard's graph code asks of a device's name.
    expect(device).toMatch(/\/device:([^:]+:[0-9]+)$/);
    expect(nodes).toEqual([
      { name: "state/x0", start: 1_000_000, end: 12, bytes: 8, shapes: 1 },
      { name: "step/drift", start: 1_000_012, end: 1, bytes: 4096, shapes: 1 },
      { name: "step/call", start: 1_000_013, end: 30, bytes: 0, shapes: 1 },
    ]);
    expect(nodes).toHaveLength(PROFILE.nodes.length);
  });

  it("has the hparams with their types, and that the run succeeded", async () => {
    const groups = await board.post("plugin/hparams/session_groups", {
      experimentName: "",
      allowedStatuses: ["STATUS_SUCCESS"],
      colParams: Object.keys(HPARAMS).map((hparam) => ({ hparam })),
      startIndex: 0,
      sliceSize: 10,
    });
    expect(groups).toMatchObject({
      sessionGroups: [{ name: RUN, hparams: HPARAMS, sessions: [{ status: "STATUS_SUCCESS" }] }],
    });
  });

  it("has in all what our reader has", async () => {
    const compared = await expectSameLog(board, logdir);
    const points = STEP_NUMBERS.length;
    expect(compared).toEqual({
      runs: 1,
      scalarPoints: points,
      histogramPoints: points,
      graphs: 2,
      profiles: 1,
    });
  });

  it("has the text", async () => {
    const points = await board.get("plugin/text/text", { run: RUN, tag: "equations" });
    expect(points).toMatchObject([{ step: 0, text: "<p>dA = −<em>A</em> dt</p>" }]);
  });
});
