import { topologicalOrder } from "../graph/graph.ts";
import type { Node } from "../graph/node.ts";
import type { Op } from "../graph/op.ts";

/** Ops that are constant between jumps: their derivative is zero, though they depend on their inputs. */
const STEPS: ReadonlySet<Op> = new Set<Op>(["sign", "floor", "less", "lessEqual"]);

/**
 * Whether a step in an expression depends on a symbol, so that the expression may jump as the symbol
 * changes, and its derivative doesn't tell all.
 */
export function mayJump(root: Node, symbol: Node): boolean {
  const dependent = new Set<Node>([symbol]);
  for (const node of topologicalOrder([root])) {
    if (!node.inputs.some((input) => dependent.has(input))) continue;
    if (STEPS.has(node.op)) return true;
    dependent.add(node);
  }
  return false;
}
