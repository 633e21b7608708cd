import { decodeGraph } from "../../graph/graph-def.ts";
import { checkGraph } from "../check-graph.ts";
import type { Rule } from "../rule.ts";

/** A run has one graph, which can be drawn. */
export function runGraphRule(): Rule {
  let graphs = 0;
  return {
    event(event, report) {
      if (event.kind !== "graph") return;
      graphs++;
      if (graphs === 2) {
        report(
          "several-graphs",
          "the run has a second run graph; TensorBoard's loaders disagree on which one they show",
        );
      }
      try {
        checkGraph(decodeGraph(event.graphDef), "the run graph", report);
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        report("graph-unreadable", `the run graph can't be read: ${reason}`);
      }
    },
  };
}
