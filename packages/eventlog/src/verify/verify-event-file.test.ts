import { readdir } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { encodeEvent } from "../event/encode.ts";
import type { LogEvent, SummaryValue } from "../event/event.ts";
import { fileVersionEvent } from "../event/file-version.ts";
import { graphEvent } from "../event/graph-event.ts";
import { runMetadataEvent } from "../event/run-metadata-event.ts";
import { summaryEvent } from "../event/summary-event.ts";
import { encodeRecord } from "../framing/record.ts";
import type { NodeDef } from "../graph/graph.ts";
import { fileSource } from "../node/file-source.ts";
import { eventCodec, runMetadataCodec } from "../protobuf/codec.ts";
import type { NodeExecStatsMessage } from "../protobuf/messages.ts";
import { bytesSource } from "../source/bytes-source.ts";
import { bucketsFromEdges } from "../summary/buckets.ts";
import { functionGraphValue } from "../summary/function-graph.ts";
import { histogramValue } from "../summary/histogram.ts";
import { scalarValue } from "../summary/scalar.ts";
import { sessionStartValue } from "../summary/session-start.ts";
import { tensorValue } from "../summary/tensor.ts";
import { floatTensor, stringTensor } from "../tensor/tensor.ts";
import type { FindingCode } from "./finding.ts";
import { verifyEventFile, verifyRun } from "./verify-event-file.ts";

const NAME = "events.out.tfevents.1700000000.host.1.0";
const VERSION = fileVersionEvent(1);

function fileOf(...parts: readonly (LogEvent | Uint8Array)[]): Uint8Array {
  const records = parts.map((part) =>
    part instanceof Uint8Array ? part : encodeRecord(encodeEvent(part)),
  );
  return Uint8Array.from(records.flatMap((record) => [...record]));
}

async function findings(bytes: Uint8Array, name = NAME) {
  return (await verifyEventFile({ path: `run/${name}`, source: bytesSource(bytes) })).findings;
}

const at = (step: number, ...values: readonly SummaryValue[]) =>
  summaryEvent({ wallTime: 2, step }, values);

const graphOf = (...nodes: readonly NodeDef[]) => graphEvent(1, { node: nodes });

const node = (name: string, ...input: readonly string[]): NodeDef => ({ name, op: "Neg", input });

function profileOf(nodes: readonly NodeExecStatsMessage[], device = "/device:CPU:0"): LogEvent {
  const runMetadata = runMetadataCodec.encode({
    stepStats: { devStats: [{ device, nodeStats: nodes }] },
  });
  return { kind: "run-metadata", tag: "profile", runMetadata, wallTime: 2, step: 0 };
}

const raw = (tag: string, plugin: string, tensor = floatTensor([], Float64Array.of(1))) =>
  tensorValue(tag, { name: plugin }, tensor);

describe("verifyEventFile", () => {
  it("finds nothing in a file that has everything as it should be", async () => {
    const bytes = fileOf(
      VERSION,
      graphOf(node("a"), node("s/b", "a:1", "^a")),
      runMetadataEvent({ wallTime: 2 }, "profile", {
        nodes: [{ name: "a", nanos: 10, outputs: [{ dtype: "DT_FLOAT", shape: [] }] }],
      }),
      at(
        0,
        functionGraphValue("built", { node: [node("c")] }),
        sessionStartValue({ hparams: { k: 1 }, startTime: 1 }),
        scalarValue("x", 1),
        histogramValue("h", bucketsFromEdges([0, 1], [2])),
      ),
      at(1, scalarValue("x", 2)),
    );
    expect(await findings(bytes)).toEqual([]);
  });

  const traps: readonly [FindingCode, ...(LogEvent | Uint8Array)[]][] = [
    ["missing-file-version", at(0, scalarValue("x", 1))],
    [
      "unknown-file-version",
      { kind: "file-version", version: "brain.Event:1", wallTime: 1, step: 0 },
    ],
    [
      "wall-time-not-finite",
      VERSION,
      encodeRecord(eventCodec.encode({ wallTime: Number.NaN, step: 1 })),
    ],
    ["step-not-increasing", VERSION, at(1, scalarValue("x", 1)), at(0, scalarValue("x", 1))],
    ["step-not-increasing", VERSION, at(1, scalarValue("x", 1)), at(1, scalarValue("x", 1))],
    [
      "missing-plugin",
      VERSION,
      at(0, raw("x", "plugin"), { ...raw("y", "p"), plugin: { name: "" } }),
    ],
    ["missing-tag", VERSION, at(0, scalarValue("", 1))],
    [
      "tag-shared-across-plugins",
      VERSION,
      at(0, scalarValue("x", 1)),
      at(1, histogramValue("x", bucketsFromEdges([0, 1], [1]))),
    ],
    [
      "tag-shared-across-plugins",
      VERSION,
      at(0, { tag: "x", data: { kind: "scalar", value: 1 } }),
      at(1, {
        tag: "x",
        data: {
          kind: "histogram",
          histo: { min: 0, max: 1, num: 1, sum: 1, sumSquares: 1, bucketLimit: [1], bucket: [1] },
        },
      }),
    ],
    [
      "tag-shared-across-plugins",
      VERSION,
      at(0, scalarValue("profile", 1)),
      runMetadataEvent({ wallTime: 2, step: 1 }, "profile", { nodes: [] }),
    ],
    ["scalar-not-float", VERSION, at(0, raw("x", "scalars"))],
    [
      "scalar-not-rank-0",
      VERSION,
      at(0, raw("x", "scalars", floatTensor([1], Float32Array.of(1)))),
    ],
    [
      "histogram-shape",
      VERSION,
      at(0, raw("h", "histograms", floatTensor([1, 2], Float64Array.of(1, 2)))),
    ],
    ["several-graphs", VERSION, graphOf(node("a")), graphOf(node("a"))],
    [
      "graph-unreadable",
      VERSION,
      { kind: "graph", graphDef: Uint8Array.of(7), wallTime: 1, step: 0 },
    ],
    ["duplicate-node", VERSION, graphOf(node("a"), node("a"))],
    ["op-and-scope-share-name", VERSION, graphOf(node("a/b"), node("a/b/c"))],
    ["unknown-input", VERSION, graphOf(node("a", "b:0"))],
    [
      "profile-unreadable",
      VERSION,
      { kind: "run-metadata", tag: "p", runMetadata: Uint8Array.of(7), wallTime: 1, step: 0 },
    ],
    [
      "device-not-drawn",
      VERSION,
      profileOf([{ nodeName: "a", allEndRelMicros: 1 }], "/device:GPU:0/stream:1"),
    ],
    ["no-duration", VERSION, profileOf([{ nodeName: "a", allEndRelNanos: 300 }])],
    [
      "output-without-shape",
      VERSION,
      profileOf([
        { nodeName: "a", allEndRelMicros: 1, output: [{ tensorDescription: { dtype: 1 } }] },
      ]),
    ],
    [
      "memory-without-total",
      VERSION,
      profileOf([{ nodeName: "a", allEndRelMicros: 1, memory: [{ peakBytes: 8 }] }]),
    ],
    [
      "profile-gaps",
      VERSION,
      profileOf([
        { nodeName: "a", allStartMicros: 0, allEndRelMicros: 1 },
        { nodeName: "b", allStartMicros: 100, allEndRelMicros: 1 },
      ]),
    ],
    [
      "graph-plugin-version",
      VERSION,
      at(0, {
        ...functionGraphValue("g", { node: [] }),
        plugin: { name: "graph_run_metadata_graph" },
      }),
    ],
    [
      "keras-graph-not-json",
      VERSION,
      at(0, raw("k", "graph_keras_model", stringTensor("not JSON"))),
    ],
    [
      "hparams-unreadable",
      VERSION,
      at(0, {
        tag: "_hparams_/session_start_info",
        plugin: { name: "hparams", content: Uint8Array.of(7) },
        data: { kind: "none" },
      }),
    ],
    ["not-an-event", VERSION, encodeRecord(Uint8Array.of(7, 7, 7))],
    ["torn-record", VERSION, encodeRecord(new Uint8Array(9)).subarray(0, 20)],
    ["bad-length-checksum", VERSION, new Uint8Array(20)],
  ];

  it.each(traps)("names the trap %s, where it is", async (code, ...parts) => {
    const bytes = fileOf(...parts);
    const found = await findings(bytes);
    expect(found.map((finding) => finding.code)).toEqual([code]);
    const starts = parts.map((_, i) => fileOf(...parts.slice(0, i)).length);
    expect(found[0]?.offset).toBe(starts.at(-1));
    expect(found[0]?.message).toMatch(/\w/);
  });

  it.each([
    ["events.log", "file-name"],
    ["my.tfevents", "unconventional-file-name"],
  ])("has a word on the name %s", async (name, code) => {
    expect(await findings(fileOf(VERSION), name)).toMatchObject([{ code, offset: 0 }]);
  });

  it("looks across the files of a run", async () => {
    const one = fileOf(VERSION, graphOf(node("a")), at(3, scalarValue("x", 1)));
    const two = fileOf(VERSION, graphOf(node("a")), at(2, scalarValue("x", 1)));
    const results = await verifyRun([
      { path: `${NAME}`, source: bytesSource(one) },
      { path: `${NAME}.v2`, source: bytesSource(two) },
    ]);
    expect(results.map(({ findings }) => findings.map(({ code }) => code))).toEqual([
      [],
      ["several-graphs", "step-not-increasing"],
    ]);
  });

  it("tells that a source can't be read", async () => {
    const result = await verifyEventFile({ path: NAME, source: fileSource("/nowhere/at/all") });
    expect(result.findings).toMatchObject([{ code: "unreadable", severity: "error" }]);
  });

  it.each(["tensorflow2", "tensorflow1", "tensorboardx"])(
    "finds no error in what %s wrote",
    async (name) => {
      const folder = path.resolve(import.meta.dirname, "../../fixtures", name);
      for (const file of await readdir(folder)) {
        const source = fileSource(path.join(folder, file));
        const { findings } = await verifyEventFile({ path: file, source });
        expect(findings.filter(({ severity }) => severity === "error")).toEqual([]);
      }
    },
  );
});
