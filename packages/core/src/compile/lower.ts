import type { Node } from "../graph/node.ts";
import { perPath } from "../graph/shape.ts";
import { LOWERINGS } from "./elementwise.ts";
import { type Statement, selectStatements, type Term } from "./statements.ts";
import type { Vector, VectorCode } from "./vector-code.ts";

/** Where lowered code takes values from that it doesn't compute. */
export interface Leaves {
  /** A value that differs from path to path, in fresh locals: they are given back after its last use. */
  path(node: Node): Vector;
  /** A normal of a step's tree of halvings; only a step has these. */
  tree?(node: Node, number: Vector): Vector;
  /** A value that is the same for all paths, in locals that are kept. */
  uniform(node: Node): Vector;
}

/** Emits vector code for the values of some nodes and returns them in order. */
export function lowerNodes(v: VectorCode, roots: readonly Node[], leaves: Leaves): Vector[] {
  return lowerStatements(v, selectStatements(roots, v.fma), roots, leaves);
}

/**
 * Emits statements and returns the values of some nodes in order. Locals are given back as soon as
 * their value has been used for the last time.
 */
export function lowerStatements(
  v: VectorCode,
  statements: readonly Statement[],
  results: readonly Node[],
  leaves: Leaves,
): Vector[] {
  const remaining = countUses(statements, results);
  const values = new Map<Node, Vector>();
  const vectorOf = (node: Node): Vector => {
    const known = values.get(node);
    if (known) return known;
    const value = perPath(node.shape) ? leaves.path(node) : leaves.uniform(node);
    values.set(node, value);
    return value;
  };
  const use = (node: Node): void => {
    const left = (remaining.get(node) ?? 0) - 1;
    remaining.set(node, left);
    const value = values.get(node);
    if (left === 0 && value && perPath(node.shape)) v.release(value);
  };
  for (const statement of statements) {
    values.set(statement.result, emit(v, statement, vectorOf, leaves));
    statement.operands.forEach(use);
  }
  return results.map(vectorOf);
}

function emit(
  v: VectorCode,
  statement: Statement,
  vectorOf: (node: Node) => Vector,
  leaves: Leaves,
): Vector {
  // Operands first: what a scope loads would be given back at its end.
  const [a = [], b = [], c = []] = statement.operands.map(vectorOf);
  if (statement.op === "sum") return v.scoped(() => emitSum(v, statement.terms, vectorOf));
  if (statement.op !== "treeNormal") return LOWERINGS[statement.op](v, a, b, c);
  if (leaves.tree) return leaves.tree(statement.result, a);
  throw new Error("only a step has a tree of halvings");
}

/** Adds terms one after the other, each product by one multiply-add. */
function emitSum(
  v: VectorCode,
  [first, ...rest]: readonly Term[],
  vectorOf: (node: Node) => Vector,
): Vector {
  if (!first) return v.float(0);
  return rest.reduce(
    (sum, { negative, factors: [a, b] }) => {
      if (!b) return negative ? v.sub(sum, vectorOf(a)) : v.add(sum, vectorOf(a));
      return negative
        ? v.nmadd(vectorOf(a), vectorOf(b), sum)
        : v.madd(vectorOf(a), vectorOf(b), sum);
    },
    emitFirst(v, first, vectorOf),
  );
}

function emitFirst(
  v: VectorCode,
  { negative, factors: [a, b] }: Term,
  vectorOf: (node: Node) => Vector,
): Vector {
  const value = b ? v.mul(vectorOf(a), vectorOf(b)) : vectorOf(a);
  return negative ? v.apply(v.lanes.neg, value) : value;
}

/** How often each value is used by statements; results of the whole are used once more. */
function countUses(statements: readonly Statement[], results: readonly Node[]): Map<Node, number> {
  const uses = new Map<Node, number>();
  for (const node of [...statements.flatMap(({ operands }) => operands), ...results]) {
    uses.set(node, (uses.get(node) ?? 0) + 1);
  }
  return uses;
}
