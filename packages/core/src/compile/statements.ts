import type { Node } from "../graph/node.ts";
import { type ElementwiseOp, isElementwise } from "../graph/op.ts";
import { perPath } from "../graph/shape.ts";
import { vectorNodes } from "./kernel-plan.ts";

/** One statement of vector code: an elementwise op, or a sum of values and products. */
export type Statement =
  | {
      readonly op: ElementwiseOp | "treeNormal";
      readonly operands: readonly Node[];
      readonly result: Node;
    }
  | {
      readonly op: "sum";
      readonly terms: readonly Term[];
      readonly operands: readonly Node[];
      readonly result: Node;
    };

/** A summand: a value or a product of two, added or subtracted. */
export interface Term {
  readonly negative: boolean;
  readonly factors: readonly [Node] | readonly [Node, Node];
}

/**
 * The statements that compute some nodes, inputs first.
 *
 * With FMA, sums whose parts are used nowhere else become one statement of multiply-adds; that changes
 * the order of additions, and so results in the last digits, as the contraction does anyway.
 */
export function selectStatements(roots: readonly Node[], fma: boolean): Statement[] {
  const nodes = vectorNodes(roots);
  if (!fma) return nodes.flatMap(plainStatement);
  const uses = new Map<Node, number>();
  for (const node of [...nodes.flatMap(({ inputs }) => inputs), ...roots]) {
    uses.set(node, (uses.get(node) ?? 0) + 1);
  }
  const absorbed = new Set<Node>();
  const onlyHere = (node: Node): boolean => perPath(node.shape) && uses.get(node) === 1;
  const collect = (node: Node, negative: boolean, top: boolean): Term[] => {
    const [a, b] = node.inputs;
    if (a && b && (top || onlyHere(node))) {
      if (node.op === "add" || node.op === "sub") {
        if (!top) absorbed.add(node);
        return [
          ...collect(a, negative, false),
          ...collect(b, negative !== (node.op === "sub"), false),
        ];
      }
      if (node.op === "mul") {
        absorbed.add(node);
        return [{ negative, factors: [a, b] }];
      }
    }
    return [{ negative, factors: [node] }];
  };
  // Users come before their inputs, so that a part knows whether it has been absorbed.
  const statements = nodes.toReversed().flatMap((node): Statement[] => {
    if (absorbed.has(node)) return [];
    if (node.op !== "add" && node.op !== "sub") return plainStatement(node);
    const terms = inOrder(collect(node, false, true));
    return [{ op: "sum", terms, operands: terms.flatMap(({ factors }) => factors), result: node }];
  });
  return statements.reverse();
}

function plainStatement(node: Node): Statement[] {
  if (!isElementwise(node.op) && node.op !== "treeNormal") return [];
  return [{ op: node.op, operands: node.inputs, result: node }];
}

/** Puts a term first that needs no product of its own: a plain, added value if there is one. */
function inOrder(terms: readonly Term[]): Term[] {
  const first =
    terms.find(({ negative, factors }) => !negative && factors.length === 1) ??
    terms.find(({ negative }) => !negative) ??
    terms[0];
  return first ? [first, ...terms.filter((term) => term !== first)] : [];
}
