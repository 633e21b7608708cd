import { constant } from "../graph/build.ts";
import type { Node } from "../graph/node.ts";
import { plus, sum, times } from "../graph/simplify.ts";

/** One node a component. */
export type Vector = readonly Node[];
/** One row a species, one column a Wiener process. */
export type Matrix = readonly Vector[];

/** a + b, component by component. */
export function addVectors(a: Vector, b: Vector): Node[] {
  return a.map((value, i) => plus(value, component(b, i)));
}

/** c·a for a scalar c. */
export function scaleVector(c: Node, a: Vector): Node[] {
  return a.map((value) => times(value, c));
}

/** Σ_i weights_i·terms_i, leaving out zero weights; undefined if all are zero. */
export function combine(weights: readonly number[], terms: readonly Vector[]): Node[] | undefined {
  const used = weights.flatMap((weight, i) => {
    const term = terms[i];
    return weight === 0 || !term ? [] : [scaleVector(constant(weight), term)];
  });
  return used.length === 0 ? undefined : used.reduce(addVectors);
}

/** B·v, leaving out structural zeros of B. */
export function applyMatrix(matrix: Matrix, v: Vector): Node[] {
  return matrix.map((row) => sum(row.map((entry, j) => times(entry, component(v, j)))));
}

/** The i-th component; an error if there is none, since that would be a broken formula. */
export function component(v: Vector, i: number): Node {
  const found = v[i];
  if (!found) throw new Error(`component ${i} of a vector of ${v.length}`);
  return found;
}
