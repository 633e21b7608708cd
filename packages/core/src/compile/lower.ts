import type { Node } from "../graph/node.ts";
import { type ElementwiseOp, isElementwise } from "../graph/op.ts";
import { perPath } from "../graph/shape.ts";
import { LOWERINGS } from "./elementwise.ts";
import { vectorNodes } from "./kernel-plan.ts";
import type { Vector, VectorCode } from "./vector-code.ts";

/** Where lowered code takes values from that it doesn't compute. */
export interface Leaves {
  /** A value that differs from path to path, in fresh locals: they are given back after its last use. */
  path(node: Node): Vector;
  /** A value that is the same for all paths, in locals that are kept. */
  uniform(node: Node): Vector;
}

/** One statement: an elementwise op, or a contracted multiply-add. */
interface Statement {
  readonly op: ElementwiseOp | "madd" | "nmadd";
  readonly operands: readonly Node[];
  readonly result: Node;
}

/**
 * Emits vector code for the values of some nodes and returns them in order.
 *
 * Locals are given back as soon as their value has been used for the last time; with FMA, a product
 * that is used once, by a sum, is contracted with it.
 */
export function lowerNodes(v: VectorCode, roots: readonly Node[], leaves: Leaves): Vector[] {
  const statements = selectStatements(roots, v.fma);
  const remaining = countUses(statements, roots);
  const values = new Map<Node, Vector>();
  const valueOf = (node: Node): Vector => {
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
    const operands = statement.operands.map(valueOf);
    values.set(statement.result, emit(v, statement.op, operands));
    statement.operands.forEach(use);
  }
  return roots.map(valueOf);
}

function emit(v: VectorCode, op: Statement["op"], [a = [], b = [], c = []]: readonly Vector[]): Vector {
  if (op === "madd") return v.madd(a, b, c);
  if (op === "nmadd") return v.nmadd(a, b, c);
  return LOWERINGS[op](v, a, b, c);
}

function selectStatements(roots: readonly Node[], fma: boolean): Statement[] {
  const nodes = vectorNodes(roots);
  const uses = new Map<Node, number>();
  for (const node of [...nodes.flatMap(({ inputs }) => inputs), ...roots]) {
    uses.set(node, (uses.get(node) ?? 0) + 1);
  }
  const contracted = new Set<Node>();
  const isFree = (node: Node | undefined): node is Node =>
    node?.op === "mul" && perPath(node.shape) && uses.get(node) === 1;
  const statements = nodes.flatMap((node): Statement[] => {
    if (!isElementwise(node.op)) return [];
    const [a, b] = node.inputs;
    if (fma && node.op === "add" && a && isFree(b)) {
      contracted.add(b);
      return [{ op: "madd", operands: [...b.inputs, a], result: node }];
    }
    if (fma && node.op === "add" && b && isFree(a)) {
      contracted.add(a);
      return [{ op: "madd", operands: [...a.inputs, b], result: node }];
    }
    if (fma && node.op === "sub" && a && isFree(b)) {
      contracted.add(b);
      return [{ op: "nmadd", operands: [...b.inputs, a], result: node }];
    }
    return [{ op: node.op, operands: node.inputs, result: node }];
  });
  return statements.filter(({ result }) => !contracted.has(result));
}

/** How often each value is used by statements; results of the whole are used once more. */
function countUses(statements: readonly Statement[], roots: readonly Node[]): Map<Node, number> {
  const uses = new Map<Node, number>();
  for (const node of [...statements.flatMap(({ operands }) => operands), ...roots]) {
    uses.set(node, (uses.get(node) ?? 0) + 1);
  }
  return uses;
}
