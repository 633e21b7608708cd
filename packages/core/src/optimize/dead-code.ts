import { scanOutput } from "../graph/build.ts";
import { type Graph, nodesOf } from "../graph/graph.ts";
import type { Node } from "../graph/node.ts";
import { type Replacements, rewriteGraph } from "../graph/rewrite.ts";
import type { Pass } from "./pass.ts";
import { passedTo, rebuildScan } from "./scan.ts";

/** Drops values that are passed to a body twice or without use, and masks that nobody counts. */
export const deadCode: Pass = {
  name: "dead-code",
  title: "what no result depends on is dropped",
  run(graph) {
    const replaced: Replacements = new Map();
    const used = usedResults(graph);
    const next = rewriteGraph(
      graph,
      (node, original) => {
        if (node.op === "scan" && original.op === "scan")
          return trim(node, used.get(original), replaced);
        if (node.op === "scanOutput") return renumber(node, original, used);
        return node;
      },
      replaced,
    );
    return { graph: next, replaced };
  },
};

/** The indexes of each scan's results that are used, carries included. */
function usedResults(graph: Graph): Map<Node, number[]> {
  const used = new Map<Node, Set<number>>();
  for (const node of nodesOf(graph)) {
    const [loop] = node.inputs;
    if (node.op === "scan") used.set(node, new Set(neededResults(node)));
    if (node.op === "scanOutput" && loop) used.get(loop)?.add(node.attributes.index);
  }
  return new Map([...used].map(([loop, indexes]) => [loop, [...indexes].sort((a, b) => a - b)]));
}

/** What a loop itself needs of its body: the carries, and whether a repeated step is done. */
function neededResults({ attributes: { body, carry, repeated } }: Node<"scan">): number[] {
  const carries = Array.from({ length: carry }, (_, i) => i);
  return repeated ? [...carries, body.outputs.length - 1] : carries;
}

function trim(loop: Node<"scan">, results: readonly number[] = [], replaced: Replacements): Node {
  const { body } = loop.attributes;
  const outputs = body.outputs.filter((_, i) => results.includes(i));
  const next = rebuildScan(loop, passedTo(loop), outputs, replaced);
  const same = outputs.length === body.outputs.length && next.inputs.length === loop.inputs.length;
  return same ? loop : next;
}

function renumber(
  node: Node<"scanOutput">,
  original: Node,
  used: ReadonlyMap<Node, number[]>,
): Node {
  const [loop] = node.inputs;
  const [before] = original.inputs;
  const index = before ? (used.get(before) ?? []).indexOf(node.attributes.index) : -1;
  if (loop?.op !== "scan" || index === node.attributes.index) return node;
  return scanOutput(loop, index);
}
