import type { SummaryValue } from "../event/event.ts";
import type { GraphDef } from "../graph/graph.ts";
import { encodeFunctionGraph } from "../profile/encode.ts";
import { stringTensor } from "../tensor/tensor.ts";

const GRAPH_PLUGIN = "graph_run_metadata_graph";

/** TensorBoard passes over graphs of this plugin whose metadata says anything else. */
const VERSION = new TextEncoder().encode("1");

/** A further graph of the run under a tag, beside the one run graph; without a profile. */
export function functionGraphValue(tag: string, graph: GraphDef): SummaryValue {
  return {
    tag,
    plugin: { name: GRAPH_PLUGIN, content: VERSION },
    data: { kind: "tensor", tensor: stringTensor(encodeFunctionGraph(graph)) },
  };
}
