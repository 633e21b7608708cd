import type { Graph } from "../graph/graph.ts";
import type { Replacements } from "../graph/rewrite.ts";

/** What a pass made of a graph: the same graph object if it found nothing to do. */
export interface Rewritten {
  readonly graph: Graph;
  /** What each node of the given graph, bodies included, became; it may be out of use. */
  readonly replaced: Replacements;
}

/** A pass: a pure function of a graph that keeps its values. */
export interface Pass {
  /** Kebab-case name, as in logs. */
  readonly name: string;
  /** What it does, in one line. */
  readonly title: string;
  run(graph: Graph): Rewritten;
}
