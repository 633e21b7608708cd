import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import process from "node:process";
import {
  bucketsFromEdges,
  encodeEvent,
  encodeRecord,
  fileVersionEvent,
  floatTensor,
  graphEvent,
  histogramValue,
  type LogEvent,
  maskedCrc32c,
  type NodeDef,
  type SummaryValue,
  scalarValue,
  summaryEvent,
  textValue,
} from "@driftgraph/eventlog";

/** What would run if a log's text were taken for markup. */
export const MARKUP = `<img src=x onerror="document.title='hacked'"><script>alert(1)</script>`;

/** A folder's name; Windows knows none with such characters. */
const MARKUP_NAME = process.platform === "win32" ? "markup" : MARKUP.replaceAll("/", "|");

const at = (step: number) => ({ wallTime: 1000 + step, step });
const bytesOf = (event: LogEvent): Uint8Array => encodeRecord(encodeEvent(event));
const START = bytesOf(fileVersionEvent(1000));

/** A header that claims a payload of so many bytes, with its right checksum. */
function claim(length: bigint): Uint8Array {
  const header = new Uint8Array(12);
  const view = new DataView(header.buffer);
  view.setBigUint64(0, length, true);
  view.setUint32(8, maskedCrc32c(header.subarray(0, 8)), true);
  return header;
}

function scalars(tags: number, steps = 1): Uint8Array[] {
  const records: Uint8Array[] = [];
  for (let step = 0; step < steps; step++) {
    for (let from = 0; from < tags; from += 1000) {
      const values = Array.from({ length: Math.min(1000, tags - from) }, (_, i) =>
        scalarValue(`tag/${from + i}`, step),
      );
      records.push(bytesOf(summaryEvent(at(step), values)));
    }
  }
  return records;
}

function graph(node: readonly NodeDef[]): Uint8Array {
  return bytesOf(graphEvent(1000, { node }));
}

/** A record of ours that says anything. */
function ours(kind: string, text: string, content: object = {}): SummaryValue {
  const value = textValue(`driftgraph/${kind}`, text);
  const said = JSON.stringify({ version: 1, kind, ...content });
  return {
    ...value,
    plugin: { name: "driftgraph", content: new TextEncoder().encode(said) },
  };
}

const good = (): Uint8Array => bytesOf(summaryEvent(at(1), scalarValue("intact", 0.25)));

/** Logs that somebody made to break a viewer, by their runs' names; each is the content of a run's one file. */
const LOGS: Readonly<Record<string, () => readonly Uint8Array[]>> = {
  empty: () => [],
  "no log at all": () => [
    new TextEncoder().encode("PK\x03\x04 this is something else".repeat(500)),
  ],
  "2 GB length": () => [START, good(), claim(2n ** 31n), good(), good()],
  "2 GB length first": () => [claim(2n ** 31n), good()],
  "2^63 length": () => [START, claim(2n ** 63n), good()],
  "negative length": () => [START, claim(2n ** 64n - 1n), good()],
  torn: () => [START, good(), good().subarray(0, 9)],
  "payload damaged": () => [START, good().map((byte, i) => (i === 20 ? byte ^ 255 : byte)), good()],
  "not an event": () => [START, encodeRecord(new TextEncoder().encode("{}{}{}{}")), good()],
  "NaN times": () => [
    START,
    withWallTime(Number.NaN),
    withWallTime(Number.POSITIVE_INFINITY),
    good(),
  ],
  "NaN scalars": () => [
    START,
    ...[Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 1e38, -1e38, 1e-45].map(
      (value, step) => bytesOf(summaryEvent(at(step), scalarValue("wild", value))),
    ),
    bytesOf(summaryEvent(at(0), scalarValue("only NaN", Number.NaN))),
  ],
  "NaN histograms": () => [
    START,
    bytesOf(
      summaryEvent(at(0), [
        {
          ...histogramValue("wild", bucketsFromEdges([0, 1, 2], [1, 1])),
          data: {
            kind: "tensor",
            tensor: floatTensor(
              [2, 3],
              Float64Array.of(Number.NaN, Number.POSITIVE_INFINITY, Number.NaN, 0, -1, -3),
            ),
          },
        },
        histogramValue("million", bucketsFromEdges(range(1_000_001), range(1_000_000))),
      ]),
    ),
  ],
  [MARKUP_NAME]: () => [
    START,
    graph([{ name: MARKUP, op: MARKUP, input: ["</script>"] }]),
    bytesOf(
      summaryEvent(at(0), [
        scalarValue(MARKUP, 1, { displayName: MARKUP, description: MARKUP }),
        textValue(`text ${MARKUP}`, MARKUP),
        histogramValue(`bins ${MARKUP}`, bucketsFromEdges([0, 1], [1])),
      ]),
    ),
  ],
  "a million tags": () => [START, ...scalars(1_000_000)],
  "steps go back": () => [
    START,
    ...[5, 3, 9, 0].map((step) => bytesOf(summaryEvent(at(step), scalarValue("back", step)))),
  ],
  "graph in circles": () => [
    START,
    graph([
      { name: "self", op: "Add", input: ["self"] },
      { name: "a", op: "Add", input: ["b", "^a"] },
      { name: "b", op: "Add", input: ["a:7"] },
      { name: "in/a", op: "Add", input: ["out/b"] },
      { name: "out/b", op: "Add", input: ["in/a"] },
    ]),
  ],
  "graph 1,000 deep": () => [
    START,
    graph([
      { name: `${"deep/".repeat(1000)}op`, op: "Neg", input: [] },
      { name: `${"deep/".repeat(999)}op`, op: "Neg", input: [`${"deep/".repeat(1000)}op`] },
    ]),
  ],
  "graph of nonsense": () => [
    START,
    graph([
      { name: "", op: "" },
      { name: "/", op: "x" },
      { name: "a//b", op: "x", input: ["", ":", "^", "a//b:-1", "/"] },
      { name: "twice", op: "x" },
      { name: "twice", op: "y", input: ["twice"] },
      { name: "twice/in", op: "z" },
      { name: "__proto__", op: "constructor", input: ["toString"] },
      { name: "constructor/prototype", op: "hasOwnProperty" },
    ]),
    bytesOf({
      kind: "run-metadata",
      tag: "damaged",
      runMetadata: new Uint8Array([255, 255, 255, 1, 2]),
      ...at(1),
    }),
  ],
  "graph damaged": () => [
    START,
    bytesOf({ kind: "graph", ...at(0), graphDef: new Uint8Array([10, 255, 255, 255, 255, 15]) }),
  ],
  "ours, no JSON": () => [
    START,
    bytesOf(summaryEvent(at(0), [ours("model", "{"), ours("run", "null"), ours("result", "[]")])),
  ],
  "ours, of other types": () => [
    START,
    bytesOf(
      summaryEvent(at(0), [
        ours("model", JSON.stringify(anything("model"))),
        ours("run", JSON.stringify(anything("run"))),
        ours("graphs", JSON.stringify({ built: 7, optimized: [null], becomes: "x", passes: {} })),
        ours(
          "result",
          JSON.stringify({ status: MARKUP, timings: { run: "x" }, warnings: [7, null] }),
        ),
        ours("profile", JSON.stringify({ ops: {}, phases: 3 })),
        ours("sweep", JSON.stringify({ points: [{ run: 1 }, null] })),
        ours("progress", JSON.stringify({ pathsDone: -1, pathsTotal: 0 })),
      ]),
    ),
  ],
};

/** A document with the right names and the wrong things under them. */
function anything(kind: string): object {
  return kind === "model"
    ? {
        name: MARKUP,
        title: { toString: 1 },
        interpretation: "ito",
        parameters: [{ name: 1 }],
        species: [{ name: "x" }],
        observables: null,
        wiener: 5,
        equations: [{ species: "x", text: MARKUP, mathml: MARKUP, drift: "1e", diffusion: [] }],
        influences: [{ from: "nobody", to: {}, sign: 3 }],
      }
    : { model: 7, scheme: "x", order: [], settings: { paths: "many" }, parameters: [], series: {} };
}

/** An event with a wall time that no writer of ours would write. */
function withWallTime(time: number): Uint8Array {
  const data = encodeEvent(summaryEvent(at(2), scalarValue("late", 1)));
  // The first field: number 1, eight bytes.
  new DataView(data.buffer, data.byteOffset).setFloat64(1, time, true);
  return encodeRecord(data);
}

function range(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i);
}

/** Writes all of them, or some, below a logdir; the names of their runs. */
export async function writeHostileLogs(
  logdir: string,
  names: readonly string[] = Object.keys(LOGS),
): Promise<readonly string[]> {
  for (const name of names) {
    const records = LOGS[name];
    if (!records) throw new Error(`no hostile log is called ${name}`);
    const folder = path.join(logdir, name);
    await mkdir(folder, { recursive: true });
    await writeFile(path.join(folder, "events.out.tfevents.1000.host"), Buffer.concat(records()));
  }
  return names;
}
