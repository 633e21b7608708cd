import { describe, expect, it } from "vitest";
import { graphEvent } from "../event/graph-event.ts";
import { runMetadataEvent } from "../event/run-metadata-event.ts";
import { summaryEvent } from "../event/summary-event.ts";
import type { GraphDef } from "../graph/graph.ts";
import { bytesSource } from "../source/bytes-source.ts";
import { bucketsFromEdges } from "../summary/buckets.ts";
import { functionGraphValue } from "../summary/function-graph.ts";
import { histogramValue } from "../summary/histogram.ts";
import { scalarValue } from "../summary/scalar.ts";
import { sessionEndValue } from "../summary/session-end.ts";
import { sessionStartValue } from "../summary/session-start.ts";
import { tensorValue } from "../summary/tensor.ts";
import { textValue } from "../summary/text.ts";
import { floatTensor } from "../tensor/tensor.ts";
import { MemoryLog } from "../write/memory-log.ts";
import { LogCollection } from "./log-collection.ts";
import type { RunLog } from "./run-log.ts";

const GRAPH: GraphDef = {
  node: [
    {
      name: "x",
      op: "Placeholder",
      attr: { dtype: { type: "DT_FLOAT" }, shape: { shape: [-1, 2] }, big: { i: 2n ** 62n } },
    },
    {
      name: "c",
      op: "Const",
      attr: {
        value: { tensor: floatTensor([2], Float32Array.of(1, 2)) },
        _output_shapes: { list: { shape: [[2]] } },
      },
    },
    { name: "y", op: "body", input: ["x", "c:0", "^c"], device: "/device:CPU:0" },
  ],
  library: {
    function: [
      {
        signature: {
          name: "body",
          inputArg: [{ name: "a", type: "DT_FLOAT" }],
          outputArg: [{ name: "b", type: "DT_FLOAT" }],
        },
        nodeDef: [{ name: "neg", op: "Neg", input: ["a"], attr: { T: { type: "DT_FLOAT" } } }],
        ret: { b: "neg:y:0" },
      },
    ],
  },
  versions: { producer: 1882 },
};

async function logged(): Promise<RunLog> {
  const log = new MemoryLog(1000);
  log.write(graphEvent(1000, GRAPH));
  log.write(summaryEvent({ wallTime: 1000, step: 0 }, functionGraphValue("built", GRAPH)));
  log.write(
    runMetadataEvent({ wallTime: 1001 }, "profile", {
      nodes: [
        { name: "x", nanos: 1500, bytes: 64, outputs: [{ dtype: "DT_FLOAT", shape: [2, 2] }] },
        { name: "y", nanos: 200 },
      ],
    }),
  );
  for (const step of [0, 1, 2]) {
    log.write(
      summaryEvent({ wallTime: 1002 + step, step }, [
        scalarValue("mean/A", step * 0.5, { description: "the mean" }),
        histogramValue("A", bucketsFromEdges([0, 1, 2], [step, 7])),
        tensorValue(
          "paths",
          { name: "driftgraph" },
          floatTensor([1, 2], Float64Array.of(step, 0.1)),
        ),
      ]),
    );
  }
  const hparams = { k: 0.5, scheme: "milstein", exact: true, none: 0 };
  log.write(
    summaryEvent({ wallTime: 1005, step: 0 }, [
      textValue("equations", "dA = −A dt"),
      sessionStartValue({ hparams, group: "g", startTime: 1000 }),
      sessionEndValue({ status: "success", endTime: 1005 }),
    ]),
  );
  const collection = new LogCollection();
  await collection.update([
    { path: "switch/events.out.tfevents.1.a", source: bytesSource(log.bytes()) },
  ]);
  const run = collection.runs.get("switch");
  if (run === undefined) throw new Error("there is no run");
  return run;
}

describe("RunLog", () => {
  it("lists the tags by plugin", async () => {
    const run = await logged();
    expect(run.problems).toEqual([]);
    expect(run.tags()).toEqual([
      { tag: "built", plugin: "graph_run_metadata_graph", points: 1 },
      { tag: "mean/A", plugin: "scalars", points: 3 },
      { tag: "A", plugin: "histograms", points: 3 },
      { tag: "paths", plugin: "driftgraph", points: 3 },
      { tag: "equations", plugin: "text", points: 1 },
      { tag: "_hparams_/session_start_info", plugin: "hparams", points: 1 },
      { tag: "_hparams_/session_end_info", plugin: "hparams", points: 1 },
    ]);
  });

  it("gives scalars, histograms, tensors and texts as they were written", async () => {
    const run = await logged();
    expect(run.scalars("mean/A")).toEqual({
      steps: Float64Array.of(0, 1, 2),
      wallTimes: Float64Array.of(1002, 1003, 1004),
      values: Float64Array.of(0, 0.5, 1),
    });
    const histograms = await run.histograms("A");
    expect(histograms.map(({ step }) => step)).toEqual([0, 1, 2]);
    expect(histograms[2]?.buckets).toEqual({
      left: Float64Array.of(0, 1),
      right: Float64Array.of(1, 2),
      count: Float64Array.of(2, 7),
    });
    expect((await run.tensors("driftgraph", "paths"))[1]?.tensor).toEqual({
      dtype: "DT_DOUBLE",
      shape: [1, 2],
      values: Float64Array.of(1, 0.1),
    });
    expect(await run.texts("equations")).toEqual([
      { step: 0, wallTime: 1005, texts: ["dA = −A dt"] },
    ]);
  });

  it("gives the run's graph and those under tags whole, with 64-bit integers exact", async () => {
    const run = await logged();
    const entries = run.graphs();
    expect(entries.map(({ tag }) => tag)).toEqual([undefined, "built"]);
    for (const entry of entries) expect(await entry.read()).toEqual(GRAPH);
  });

  it("gives the profile, laid end to end", async () => {
    const run = await logged();
    const [profile] = run.profiles();
    expect(profile?.tag).toBe("profile");
    const { devices } = (await profile?.read()) ?? { devices: [] };
    expect(devices[0]?.device).toMatch(/\/device:CPU:0$/);
    expect(devices[0]?.nodes).toEqual([
      {
        name: "x",
        startMicros: 0,
        durationMicros: 1.5,
        opEndMicros: 1.5,
        memory: [{ allocator: "cpu", totalBytes: 64 }],
        outputs: [{ slot: 0, dtype: "DT_FLOAT", shape: [2, 2] }],
        label: "x",
      },
      {
        name: "y",
        startMicros: 2,
        durationMicros: 0.2,
        opEndMicros: 0.2,
        memory: [],
        outputs: [],
        label: "y",
      },
    ]);
  });

  it("gives the hparams with their types", async () => {
    const { start, end } = await (await logged()).hparams();
    expect(start).toMatchObject({
      hparams: { k: 0.5, scheme: "milstein", exact: true, none: 0 },
      group: "g",
      startTime: 1000,
    });
    expect(end).toMatchObject({ status: "success", endTime: 1005 });
  });
});
