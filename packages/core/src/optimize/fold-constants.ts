import { constant } from "../graph/build.ts";
import { evaluateElementwise } from "../graph/elementwise.ts";
import type { Node } from "../graph/node.ts";
import { isElementwise } from "../graph/op.ts";
import { type Replacements, rewriteGraph } from "../graph/rewrite.ts";
import type { Pass } from "./pass.ts";

/** Elementwise ops of constants become constants, in double precision as the interpreter does it. */
export const foldConstants: Pass = {
  name: "fold-constants",
  title: "ops of constants become constants",
  run(graph) {
    const replaced: Replacements = new Map();
    return { graph: rewriteGraph(graph, fold, replaced), replaced };
  },
};

/**
 * The value of an op of constants, or the node itself.
 *
 * A value that isn't finite is left to be computed, so that the run can say which op made it.
 */
export function fold(node: Node): Node {
  if (!isElementwise(node.op)) return node;
  if (node.op === "select") return foldSelect(node);
  if (node.type !== "float") return node;
  const value = constantValue(node);
  return value !== undefined && Number.isFinite(value) ? constant(value) : node;
}

function constantValue(node: Node): number | undefined {
  if (!isElementwise(node.op)) return undefined;
  const values: number[] = [];
  for (const input of node.inputs) {
    if (input.op !== "constant") return undefined;
    values.push(input.attributes.value);
  }
  return evaluateElementwise(node.op, values);
}

/** A choice whose condition compares constants; there are no constants of type bool. */
function foldSelect(node: Node): Node {
  const [condition, yes, no] = node.inputs;
  const decided = condition && constantValue(condition);
  if (decided === undefined || !yes || !no) return node;
  return decided === 0 ? no : yes;
}
