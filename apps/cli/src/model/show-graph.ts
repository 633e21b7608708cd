import {
  type Graph,
  type Prepared,
  prepare,
  printGraph,
  resolvePlan,
  toDot,
  toSvg,
  toTensorFlowGraph,
  toTextFormat,
} from "@driftgraph/core";
import { resolveModel } from "./resolve.ts";

/** How a graph is printed. */
export type GraphFormat = "text" | "dot" | "pbtxt" | "svg";

/** The graph of a model with a scheme, as it is built or as it is run. */
export async function showGraph(
  name: string,
  scheme: string | undefined,
  stage: "built" | "optimized",
  format: GraphFormat,
): Promise<string> {
  const model = await resolveModel(name);
  const prepared = prepare(resolvePlan(model, scheme === undefined ? {} : { scheme }));
  return PRINTERS[format](prepared[stage].graph, prepared);
}

const PRINTERS: {
  readonly [F in GraphFormat]: (graph: Graph, prepared: Prepared) => string | Promise<string>;
} = {
  text: printGraph,
  dot: toDot,
  svg: toSvg,
  pbtxt: (graph, { plan }) => toTextFormat(toTensorFlowGraph(graph, plan)),
};
