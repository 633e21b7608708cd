import { DriftgraphError } from "../errors/error.ts";
import { evaluateElementwise } from "./elementwise.ts";
import { topologicalOrder } from "./graph.ts";
import type { Node } from "./node.ts";
import { isElementwise } from "./op.ts";

/**
 * The value of an expression of parameters, free symbols and constants, in double precision.
 *
 * @param values by the name of parameter or symbol.
 * @throws DriftgraphError `invalid-graph` if a name has no value or a node isn't an expression.
 */
export function evaluateTemplate(root: Node, values: ReadonlyMap<string, number>): number {
  const results = new Map<Node, number>();
  for (const node of topologicalOrder([root]))
    results.set(node, evaluateNode(node, results, values));
  return results.get(root) ?? Number.NaN;
}

function evaluateNode(
  node: Node,
  results: ReadonlyMap<Node, number>,
  values: ReadonlyMap<string, number>,
): number {
  if (node.op === "constant") return node.attributes.value;
  if (node.op === "parameter" || node.op === "variable" || node.op === "argument") {
    const value = values.get(node.attributes.name);
    if (value !== undefined) return value;
    throw new DriftgraphError("invalid-graph", `no value for "${node.attributes.name}"`);
  }
  if (node.op === "stepSize") return values.get("dt") ?? Number.NaN;
  if (!isElementwise(node.op)) {
    throw new DriftgraphError("invalid-graph", `can't evaluate ${node.op} as an expression`);
  }
  return evaluateElementwise(
    node.op,
    node.inputs.map((input) => results.get(input) ?? Number.NaN),
  );
}
