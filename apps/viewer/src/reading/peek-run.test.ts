import {
  type ByteSource,
  encodeEvent,
  encodeRecord,
  fileVersionEvent,
  graphEvent,
  type LogEvent,
  scalarValue,
  sessionStartValue,
  summaryEvent,
  textValue,
} from "@driftgraph/eventlog";
import { describe, expect, it } from "vitest";
import { peekRun } from "./peek-run.ts";

const record = (event: LogEvent): Uint8Array => encodeRecord(encodeEvent(event));
const at = (step: number) => ({ wallTime: 1000 + step, step });

/** A document of ours. */
function ours(kind: string, document: object): Uint8Array {
  const content = new TextEncoder().encode(JSON.stringify({ version: 1, kind }));
  const value = textValue(`driftgraph/${kind}`, JSON.stringify(document));
  return record(summaryEvent(at(0), { ...value, plugin: { name: "driftgraph", content } }));
}

const RUN = {
  model: "switch",
  versions: {},
  scheme: { name: "heun", title: "Heun", citation: "" },
  noise: "diagonal",
  order: { strong: 1, weak: 1 },
  interpretation: "ito",
  settings: { paths: 500 },
  steps: 10,
  stride: 1,
  series: [],
  parameters: { sigma: 0.1 },
  bins: 10,
  samplePaths: 5,
};

const RESULT = { status: "finished", timings: { log: 1 }, paths: 500, warnings: [] };

/** A file in memory, and how many bytes of it were read. */
function file(...parts: Uint8Array[]) {
  const bytes = new Uint8Array(Buffer.concat(parts));
  const read = { bytes: 0 };
  const source: ByteSource = {
    size: async () => bytes.length,
    read: async (offset, length) => {
      read.bytes += length;
      return bytes.slice(offset, offset + length);
    },
  };
  return { glanced: { source, state: { size: bytes.length, file: "", version: "" } }, read };
}

const version = record(fileVersionEvent(1000));
const graph = record(
  graphEvent(1000, {
    node: Array.from({ length: 20_000 }, (_, i) => ({ name: `node/${i}`, op: "Add" })),
  }),
);
const scalars = Array.from({ length: 20_000 }, (_, step) =>
  record(summaryEvent(at(step), scalarValue("loss", step))),
);

describe("peekRun", () => {
  it("finds what a run says of itself behind a large graph, and its end, without what is between", async () => {
    const progress = ours("progress", { pathsDone: 250, pathsTotal: 500, rate: 9, secondsLeft: 1 });
    const { glanced, read } = file(version, graph, ours("run", RUN), ...scalars, progress);
    const { logged, startTime } = await peekRun([glanced]);
    expect(logged.run?.model).toBe("switch");
    expect(logged.progress).toMatchObject({ pathsDone: 250, pathsTotal: 500 });
    expect(startTime).toBe(1000);
    expect(glanced.state.size).toBeGreaterThan(1e6);
    expect(read.bytes).toBeLessThan(80_000);
  });

  it("knows hyperparameters of other programs' runs", async () => {
    const start = sessionStartValue({ hparams: { rate: 0.1, kind: "sgd" }, startTime: 1000 });
    const { glanced } = file(version, record(summaryEvent(at(0), start)), ...scalars);
    const { hparams, logged } = await peekRun([glanced]);
    expect(hparams).toEqual({ rate: 0.1, kind: "sgd" });
    expect(logged.run).toBeUndefined();
  });

  it.each([
    ["nothing", new Uint8Array()],
    ["noise", Uint8Array.from({ length: 50_000 }, (_, i) => (i * 7919) & 255)],
    ["a record that claims to be endless", new Uint8Array(12).fill(255)],
    ["half a record", graph.slice(0, 1000)],
  ])("makes of %s a run of which nothing is known", async (_, bytes) => {
    const { glanced, read } = file(bytes);
    const { logged, hparams } = await peekRun([glanced]);
    expect([logged.run, logged.model, hparams]).toEqual([undefined, undefined, {}]);
    expect(read.bytes).toBeLessThan(80_000);
  });

  it("takes several files of a run together", async () => {
    const first = file(version, ours("run", RUN));
    const last = file(version, ours("result", RESULT));
    const { logged } = await peekRun([first.glanced, last.glanced]);
    expect(logged.run?.model).toBe("switch");
    expect(logged.result?.status).toBe("finished");
  });
});
