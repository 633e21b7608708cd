import type { GraphDef } from "../graph/graph.ts";
import { encodeGraph } from "../graph/graph-def.ts";
import type { LogEvent } from "./event.ts";

/** The run's graph; one per run, since TensorBoard's loaders disagree about several. */
export function graphEvent(wallTime: number, graph: GraphDef): LogEvent {
  return { kind: "graph", graphDef: encodeGraph(graph), wallTime, step: 0 };
}
