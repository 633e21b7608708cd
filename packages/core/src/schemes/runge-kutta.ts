import { constant } from "../graph/build.ts";
import { inScope } from "../graph/context.ts";
import type { Node } from "../graph/node.ts";
import { plus, times } from "../graph/simplify.ts";
import { addVectors, combine, type Vector } from "./vector.ts";

/** t + c·dt. */
export function stageTime(t: Node, c: number, dt: Node): Node {
  return c === 0 ? t : inScope("time", () => plus(t, times(constant(c), dt)));
}

/**
 * The slopes k_i of an explicit Runge–Kutta method: k_i = slope(x + Σ_j a_ij k_j, t + c_i dt), with
 * c_i the sum of row i. Each stage is built in the scope `stage_i`.
 */
export function rungeKuttaStages(
  rows: readonly (readonly number[])[],
  x: Vector,
  t: Node,
  dt: Node,
  slope: (stage: Vector, at: Node) => Node[],
): Node[][] {
  const slopes: Node[][] = [];
  for (const [i, row] of rows.entries()) {
    const c = row.reduce((sum, a) => sum + a, 0);
    inScope(`stage_${i + 1}`, () => {
      const change = inScope("state", () => combine(row, slopes));
      const stage = change ? inScope("state", () => addVectors(x, change)) : x;
      slopes.push(slope(stage, stageTime(t, c, dt)));
    });
  }
  return slopes;
}
