import { constant, elementwise } from "../graph/build.ts";
import { inScope } from "../graph/context.ts";
import type { Node } from "../graph/node.ts";
import { isConstant, minus, over, times } from "../graph/simplify.ts";
import { component, type Matrix, type Vector } from "./vector.ts";

/**
 * The solution of A x = b as nodes: Gaussian elimination with partial pivoting, each path by pivots of
 * its own. Entries that are zero by structure are neither compared nor computed with.
 */
export function solveSymbolic(matrix: Matrix, right: Vector): Node[] {
  const n = matrix.length;
  const rows = matrix.map((row, i) => [...row, component(right, i)]);
  for (let k = 0; k < n; k++) inScope(`pivot_${k + 1}`, () => eliminate(rows, k));
  return inScope("back", () => substituteBack(rows));
}

function eliminate(rows: Node[][], k: number): void {
  for (let i = k + 1; i < rows.length; i++) {
    if (!isConstant(entry(rows, i, k), 0)) [rows[k], rows[i]] = largerFirst(rows, k, i);
  }
  for (let i = k + 1; i < rows.length; i++) {
    const head = entry(rows, i, k);
    if (isConstant(head, 0)) continue;
    const factor = over(head, entry(rows, k, k));
    rows[i] = (rows[i] ?? []).map((value, j) =>
      j <= k ? constant(0) : minus(value, times(factor, entry(rows, k, j))),
    );
  }
}

/** Rows k and i, in the order of the sizes of their k-th entries. */
function largerFirst(rows: readonly Node[][], k: number, i: number): [Node[], Node[]] {
  const size = (row: number): Node => elementwise("abs", entry(rows, row, k));
  const swap = elementwise("less", size(k), size(i));
  const choose = (ifSwapped: number, ifNot: number): Node[] =>
    (rows[k] ?? []).map((_, j) => {
      const [a, b] = [entry(rows, ifSwapped, j), entry(rows, ifNot, j)];
      return j < k || (isConstant(a, 0) && isConstant(b, 0))
        ? constant(0)
        : elementwise("select", swap, a, b);
    });
  return [choose(i, k), choose(k, i)];
}

function substituteBack(rows: readonly Node[][]): Node[] {
  const solution: Node[] = [];
  for (let i = rows.length - 1; i >= 0; i--) {
    let rest = entry(rows, i, rows.length);
    for (let j = i + 1; j < rows.length; j++) {
      rest = minus(rest, times(entry(rows, i, j), component(solution, j - i - 1)));
    }
    solution.unshift(over(rest, entry(rows, i, i)));
  }
  return solution;
}

function entry(rows: readonly Node[][], i: number, j: number): Node {
  return component(rows[i] ?? [], j);
}
