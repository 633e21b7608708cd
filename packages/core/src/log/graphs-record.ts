import type { Node } from "../graph/node.ts";
import type { Origin } from "../graph/origin.ts";
import type { Optimized } from "../optimize/passes.ts";
import { locatedBy } from "./located-origin.ts";
import type { NamedGraph } from "./named-graph.ts";

/** An op of a logged graph as the model's author knows it. */
export interface OpRecord {
  /** The op of our own graph that it computes. */
  readonly op: string;
  /** Where in the model it came from; of an equation's text with its line in the model's file, where that is known. */
  readonly origin?: Origin;
}

/** What one run of an optimizer's pass did. */
export interface PassRecord {
  readonly name: string;
  readonly title: string;
  /** 1 for the first time through the list of passes. */
  readonly round: number;
  /** Nodes before and after. */
  readonly before: number;
  readonly after: number;
  /** Estimated cost, in additions of 1000 paths and 100 steps. */
  readonly costBefore: number;
  readonly costAfter: number;
  /** Ops of the built graph that it removed. */
  readonly removed: readonly string[];
}

/** How the two logged graphs belong together: the document `driftgraph/graphs`. */
export interface GraphsRecord {
  /** Ops of each graph that are nodes of ours, by name; the others are TensorFlow's plumbing. */
  readonly built: Readonly<Record<string, OpRecord>>;
  readonly optimized: Readonly<Record<string, OpRecord>>;
  readonly passes: readonly PassRecord[];
  /** For each op of the built graph the one that computes its value in the optimized one; null: none. */
  readonly becomes: Readonly<Record<string, string | null>>;
}

/** The tag of the graph as it was built; the optimized one is the run's graph. */
export const BUILT_GRAPH_TAG = "built";

/**
 * The record of the two graphs of a run.
 *
 * @param modelText of the model's file, if there is one: equations are found in it.
 */
export function graphsRecord(
  built: NamedGraph,
  optimized: NamedGraph,
  { passes, replaced }: Pick<Optimized, "passes" | "replaced">,
  modelText?: string,
): GraphsRecord {
  const located = locatedBy(modelText);
  const becomes: Record<string, string | null> = {};
  for (const [node, image] of replaced) {
    const name = built.nameOf.get(node);
    if (name !== undefined) becomes[name] = (image && optimized.nameOf.get(image)) ?? null;
  }
  return {
    built: opRecords(built, located),
    optimized: opRecords(optimized, located),
    passes: passes.map(({ removed, ...report }) => ({
      ...report,
      removed: removed.flatMap((node: Node) => built.nameOf.get(node) ?? []),
    })),
    becomes,
  };
}

function opRecords(
  { nameOf }: NamedGraph,
  located: (origin: Origin) => Origin,
): Record<string, OpRecord> {
  const records: Record<string, OpRecord> = {};
  for (const [{ op, origin }, name] of nameOf) {
    records[name] ??= { op, ...(origin && { origin: located(origin) }) };
  }
  return records;
}
