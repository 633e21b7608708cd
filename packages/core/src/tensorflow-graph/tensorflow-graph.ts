import { joinScopes } from "../graph/context.ts";
import { type Graph, nodesOf } from "../graph/graph.ts";
import type { Node } from "../graph/node.ts";
import { OPS } from "../graph/op.ts";
import { GraphBuilder } from "./builder.ts";
import type { GraphDef } from "./graph-def.ts";
import { loopScopes } from "./loop.ts";
import { lowerNode } from "./lower.ts";
import type { Lowering, RunShape } from "./lowering.ts";
import { OpNames, scopesOf } from "./names.ts";
import { lowerScan } from "./scan.ts";
import { PARTS_SCOPE } from "./summaries.ts";

/** A graph as TensorFlow ops. */
export interface TensorFlowGraph extends GraphDef {
  /** For each node, bodies included, the name of the op that computes it. */
  readonly nameOf: ReadonlyMap<Node, string>;
}

/** The GraphDef version that we write: that of TensorFlow 2.11. */
const VERSIONS = { producer: 1286, minConsumer: 12 };

/**
 * Writes a simulation's graph as a graph of TensorFlow's own ops, which TensorFlow can import and run
 * and TensorBoard can draw.
 *
 * Ops are named by scope and op. Parameters are placeholders. The scan is a while loop of flat control
 * flow, so that each op of a step is an op of the graph; its plumbing is in the scope `loop` beside.
 * Random numbers are TensorFlow's Philox with other counters than ours: the distribution is the same,
 * the paths aren't. All is computed in the run's type, values that are the same for all paths too.
 */
export function toTensorFlowGraph(graph: Graph, given: RunShape): TensorFlowGraph {
  const run = withDefaults(given);
  const names = new OpNames([...scopesOf(graph), ...plumbingScopes(graph)]);
  const builder = new GraphBuilder(names);
  const dtype = run.dtype === "float32" ? "DT_FLOAT" : "DT_DOUBLE";
  const lowering: Lowering = {
    builder,
    dtype,
    run,
    values: new Map(),
    counter: undefined,
    treeCounter: undefined,
  };
  const conditions = new Map<Node, string>();
  const order = nodesOf(graph);
  for (const node of order) {
    if (node.op === "scan") {
      const outputs = order.filter(
        (other) => other.op === "scanOutput" && other.inputs[0] === node,
      );
      conditions.set(node, lowerScan(node, outputs.filter(isScanOutput), lowering, lowerNode));
    } else if (node.op !== "scanOutput") lowerNode(node, lowering);
  }
  const nameOf = new Map(conditions);
  for (const [node, { ref }] of lowering.values) nameOf.set(node, ref);
  return { node: builder.nodes, versions: VERSIONS, nameOf };
}

function isScanOutput(node: Node): node is Node<"scanOutput"> {
  return node.op === "scanOutput";
}

function withDefaults(given: RunShape): Required<RunShape> {
  const samplePaths = Math.min(given.samplePaths ?? 100, given.paths);
  return { every: 1, seed: 0, bins: 128, ...given, samplePaths };
}

function plumbingScopes(graph: Graph): string[] {
  return nodesOf(graph).flatMap((node) => {
    if (node.op === "scan") return loopScopes(node);
    return OPS[node.op].family === "summary" ? [joinScopes(node.scope, PARTS_SCOPE)] : [];
  });
}
