import type { NodeDef, RunLog } from "@driftgraph/eventlog";
import { LogFolder } from "@driftgraph/eventlog/node";
import { expect } from "vitest";
import type { TensorBoard } from "./tensorboard.ts";
import { printedNodes, printedProfile } from "./text-protobuf.ts";

/** What a comparison has covered; so that a test can ask for what it expects to be there. */
export interface Compared {
  runs: number;
  scalarPoints: number;
  histogramPoints: number;
  graphs: number;
  profiles: number;
}

/**
 * Expects that TensorBoard has of each run in `logdir` what our reader has: every scalar, histogram, graph and
 * profile, value by value.
 */
export async function expectSameLog(board: TensorBoard, logdir: string): Promise<Compared> {
  const folder = new LogFolder(logdir);
  await folder.refresh({ finished: true });
  const compared = { runs: 0, scalarPoints: 0, histogramPoints: 0, graphs: 0, profiles: 0 };
  // It orders them by their start.
  expect([...((await board.get("runs")) as string[])].sort()).toEqual(
    [...folder.runs.keys()].sort(),
  );
  for (const run of folder.runs.values()) {
    expect(run.problems).toEqual([]);
    compared.runs++;
    await compareScalars(board, run, compared);
    await compareHistograms(board, run, compared);
    await compareGraphs(board, run, compared);
    await compareProfiles(board, run, compared);
  }
  return compared;
}

async function compareScalars(board: TensorBoard, run: RunLog, compared: Compared): Promise<void> {
  const tags = run.tags("scalars").map(({ tag }) => tag);
  expect(await tagsOf(board, "scalars", run)).toEqual(tags.toSorted());
  for (const tag of tags) {
    const { steps, wallTimes, values } = run.scalars(tag);
    const points = await board.get("plugin/scalars/scalars", { run: run.name, tag });
    // NaN and infinities are texts in its JSON.
    const numbers = (points as unknown[][]).map((point) => point.map(Number));
    expect(numbers).toEqual(Array.from(steps, (step, i) => [wallTimes[i], step, values[i]]));
    compared.scalarPoints += steps.length;
  }
}

async function compareHistograms(
  board: TensorBoard,
  run: RunLog,
  compared: Compared,
): Promise<void> {
  const tags = run.tags("histograms").map(({ tag }) => tag);
  expect(await tagsOf(board, "histograms", run)).toEqual(tags.toSorted());
  for (const tag of tags) {
    const ours = new Map((await run.histograms(tag)).map((point) => [point.step, point]));
    const query = { run: run.name, tag };
    const theirs = (await board.get("plugin/histograms/histograms", query)) as [
      number,
      number,
      number[][],
    ][];
    // It shows a sample of the steps, at most 51.
    expect(theirs.length).toBeGreaterThanOrEqual(Math.min(ours.size, 50));
    for (const [wallTime, step, rows] of theirs) {
      const point = ours.get(step);
      const { left = [], right = [], count = [] } = point?.buckets ?? {};
      expect(wallTime).toBe(point?.wallTime);
      expect(rows).toEqual(Array.from(left, (_, i) => [left[i], right[i], count[i]]));
      compared.histogramPoints++;
    }
  }
}

async function compareGraphs(board: TensorBoard, run: RunLog, compared: Compared): Promise<void> {
  for (const entry of run.graphs()) {
    const query = { run: run.name, ...(entry.tag !== undefined && { tag: entry.tag }) };
    const graph = await entry.read();
    const printed = printedNodes(await board.text("plugin/graphs/graph", query));
    expect(printed).toEqual(graph.node.map(outline));
    compared.graphs++;
  }
}

async function compareProfiles(board: TensorBoard, run: RunLog, compared: Compared): Promise<void> {
  for (const entry of run.profiles()) {
    const { devices } = await entry.read();
    const query = { run: run.name, tag: entry.tag };
    const { device, nodes } = printedProfile(await board.text("plugin/graphs/run_metadata", query));
    expect(device).toBe(devices[0]?.device);
    expect(nodes.map(({ name }) => name)).toEqual(devices[0]?.nodes.map(({ name }) => name));
    for (const [i, { end, bytes }] of nodes.entries()) {
      const node = devices[0]?.nodes[i];
      // We read the nanoseconds, too; an op's microseconds are rounded so that the sum stays true.
      expect(Math.abs(end - (node?.durationMicros ?? Number.NaN))).toBeLessThanOrEqual(1);
      expect(bytes).toBe(node?.memory[0]?.totalBytes ?? 0);
    }
    compared.profiles++;
  }
}

async function tagsOf(board: TensorBoard, plugin: string, run: RunLog): Promise<readonly string[]> {
  const tags = (await board.get(`plugin/${plugin}/tags`)) as Record<
    string,
    Record<string, unknown>
  >;
  return Object.keys(tags[run.name] ?? {}).toSorted();
}

function outline({ name, op, input = [] }: NodeDef) {
  return { name, op, input };
}
