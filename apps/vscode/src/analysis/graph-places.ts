import type { LoggedRun } from "@driftgraph/core";
import { documentsOf, runLog } from "./run-facts.ts";

/** Where in a model a node of a graph comes from. */
export interface NodePlace {
  /** The formula as the core calls it, with the columns of its text. */
  readonly equation?: string;
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  readonly length?: number;
}

/** A place of a model that a node is looked for. */
export interface SoughtPlace {
  readonly equation?: string;
  readonly line?: number;
  /** 1-based, in the equation's text. */
  readonly column?: number;
}

type Graphs = NonNullable<LoggedRun["graphs"]>;

/** Where the node of a name comes from, in either of a run's graphs. */
export async function placeOfNode(
  folder: string,
  run: string,
  node: string,
): Promise<(NodePlace & { readonly modelFile?: string; readonly model: string }) | undefined> {
  const { graphs, model } = await logOf(folder, run);
  const origin = graphs?.optimized[node]?.origin ?? graphs?.built[node]?.origin;
  if (!origin || !model) return undefined;
  return {
    ...origin,
    model: model.name,
    ...(model.file !== undefined && { modelFile: model.file }),
  };
}

/** The node of a run's graph that comes closest to a place of its model. */
export async function nodeAt(
  folder: string,
  run: string,
  sought: SoughtPlace,
): Promise<string | undefined> {
  const { graphs } = await logOf(folder, run);
  if (!graphs) return undefined;
  return closest(graphs.optimized, sought) ?? closest(graphs.built, sought);
}

async function logOf(folder: string, run: string): Promise<LoggedRun> {
  const log = await runLog(folder, run);
  if (!log) throw new Error(`there is no run ${run}`);
  return await documentsOf(log, ["driftgraph/graphs", "driftgraph/model"]);
}

/** Of the nodes of the formula, the one whose text covers the column most tightly; else the first. */
function closest(
  ops: Graphs["optimized"],
  { equation, line, column }: SoughtPlace,
): string | undefined {
  const matching = Object.entries(ops).filter(({ 1: { origin } }) =>
    equation === undefined
      ? line !== undefined && origin?.line === line
      : origin?.equation === equation,
  );
  const distance = ([, { origin }]: (typeof matching)[number]): number => {
    if (column === undefined || origin?.column === undefined) return Number.MAX_SAFE_INTEGER;
    const end = origin.column + (origin.length ?? 1);
    if (column >= origin.column && column <= end) return 0;
    return Math.min(Math.abs(column - origin.column), Math.abs(column - end));
  };
  const [best] = matching.sort((a, b) => distance(a) - distance(b));
  return best?.[0];
}
