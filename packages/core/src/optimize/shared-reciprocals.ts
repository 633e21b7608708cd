import { constant, div, mul } from "../graph/build.ts";
import { inContext } from "../graph/context.ts";
import { type Graph, nodesOf } from "../graph/graph.ts";
import type { Node } from "../graph/node.ts";
import { lookUp, type Replacements, rewriteGraph } from "../graph/rewrite.ts";
import { perPath } from "../graph/shape.ts";
import { isConstant } from "../graph/simplify.ts";
import type { Pass } from "./pass.ts";

/**
 * Several divisions by the very same per-path value become one reciprocal and multiplications.
 *
 * Different divisors never share a division, 1/(p·q): the detour costs more than it saves. Keeps the
 * value within two roundings, as long as the divisor isn't so small that its reciprocal overflows.
 */
export const sharedReciprocals: Pass = {
  name: "shared-reciprocals",
  title: "divisions by the same value share its reciprocal",
  run(graph) {
    const replaced: Replacements = new Map();
    const shared = sharedDivisors(graph);
    const reciprocals = new Map<Node, Node>();
    const next = rewriteGraph(
      graph,
      (node, original) => {
        const [, divisor] = original.inputs;
        if (node.op !== "div" || !divisor || !shared.has(divisor)) return node;
        return multiply(node, reciprocals);
      },
      replaced,
    );
    return { graph: next, replaced };
  },
};

/** Per-path values that at least two divisions divide by. */
function sharedDivisors(graph: Graph): Set<Node> {
  const seen = new Set<Node>();
  const shared = new Set<Node>();
  for (const node of nodesOf(graph)) {
    if (node.op === "scan")
      for (const inner of sharedDivisors(node.attributes.body)) shared.add(inner);
    const [, divisor] = node.inputs;
    if (node.op !== "div" || !divisor || !perPath(divisor.shape)) continue;
    if (seen.has(divisor)) shared.add(divisor);
    seen.add(divisor);
  }
  return shared;
}

function multiply(node: Node<"div">, reciprocals: Map<Node, Node>): Node {
  const [numerator, divisor] = node.inputs;
  if (!numerator || !divisor) return node;
  if (!reciprocals.has(divisor)) {
    const context = { scope: divisor.scope, origin: divisor.origin };
    reciprocals.set(
      divisor,
      isConstant(numerator, 1) ? node : inContext(context, () => div(constant(1), divisor)),
    );
  }
  const reciprocal = lookUp(reciprocals, divisor);
  return isConstant(numerator, 1) ? reciprocal : mul(numerator, reciprocal);
}
