import path from "node:path";
import {
  bucketsFromEdges,
  graphEvent,
  histogramValue,
  scalarValue,
  summaryEvent,
} from "@driftgraph/eventlog";
import { EventFileWriter } from "@driftgraph/eventlog/node";

const WALL_TIME = 1_790_000_000;
const BINS = 64;
const STATISTICS = ["mean", "sd", "min", "max", "q05", "q25", "q50", "q75"];

/**
 * Writes a run whose graph has `count` ops in scopes of equal size, `part_0`, `part_1` …, two deep if there are several.
 * Each op takes from the one before and from one further back.
 *
 * @param {string} logdir
 * @param {string} run
 * @param {number} count
 * @param {number} scopes
 */
export async function writeGraph(logdir, run, count, scopes) {
  /** @param {number} i */
  const name = (i) => {
    const scope = `part_${Math.floor((i * scopes) / count)}`;
    return scopes === 1 ? `${scope}/op${i}x` : `${scope}/of_${i % 7}/op${i}x`;
  };
  const node = Array.from({ length: count }, (_, i) => ({
    name: name(i),
    op: ["Add", "Mul", "Exp"][i % 3] ?? "Add",
    input: [i - 1, i - 13].filter((from) => from >= 0).map(name),
  }));
  const writer = EventFileWriter.create(path.join(logdir, run));
  writer.write(graphEvent(WALL_TIME, { node }));
  await writer.close();
}

/**
 * Writes a run with an event file of so many bytes: a step's sixteen scalars and two histograms in each event.
 *
 * @param {string} logdir
 * @param {string} run
 * @param {number} bytes
 * @returns the number of steps
 */
export async function writeScalars(logdir, run, bytes) {
  const edges = Array.from({ length: BINS + 1 }, (_, i) => i / BINS);
  const counts = edges.slice(1).map((edge) => Math.round(edge * 1000));
  const writer = EventFileWriter.create(path.join(logdir, run));
  let step = 0;
  for (; writer.length < bytes; step++) {
    const values = ["A", "B"].flatMap((species) => [
      ...STATISTICS.map((name, i) => scalarValue(`${species}/${name}`, i + Math.sin(step / 1000))),
      histogramValue(`${species}/distribution`, bucketsFromEdges(edges, counts)),
    ]);
    writer.write(summaryEvent({ wallTime: WALL_TIME + step, step }, values));
  }
  await writer.close();
  return step;
}
