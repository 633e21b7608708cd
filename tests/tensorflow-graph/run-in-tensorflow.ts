import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { type Graph, type RunShape, toTensorFlowGraph, toTextFormat } from "@driftgraph/core";

const run = promisify(execFile);
const SCRIPT = fileURLToPath(new URL("run_graph.py", import.meta.url));

/** A graph to run, with the values of its parameters. */
export interface Job {
  readonly graph: Graph;
  readonly shape: RunShape;
  readonly parameters: Readonly<Record<string, number>>;
}

/** What TensorFlow computed. */
export interface Ran {
  /** Each summary by its name, such as `x1/moments`; its rows are the logged times. */
  readonly results: Readonly<Record<string, readonly (readonly number[])[]>>;
  /** Outputs whose stated shape isn't what TensorFlow infers. */
  readonly wrongShapes: readonly string[];
}

/** Runs graphs in one process of real TensorFlow. */
export async function runInTensorFlow(python: string, jobs: readonly Job[]): Promise<Ran[]> {
  const folder = await mkdtemp(path.join(tmpdir(), "driftgraph-tensorflow-"));
  try {
    const files = jobs.map(async ({ graph, shape, parameters }, i) => {
      const file = path.join(folder, `${i}.pbtxt`);
      await writeFile(file, toTextFormat(toTensorFlowGraph(graph, shape)));
      return { graph: file, parameters };
    });
    const list = path.join(folder, "jobs.json");
    await writeFile(list, JSON.stringify(await Promise.all(files)));
    const { stdout } = await run(python, [SCRIPT, list], { maxBuffer: 1 << 28 });
    // JSON has no NaN; Python writes one where a model's path has left the range.
    return JSON.parse((stdout.trim().split("\n").at(-1) ?? "").replaceAll("NaN", "null"));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
