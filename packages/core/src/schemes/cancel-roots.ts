import { constant } from "../graph/build.ts";
import type { Node } from "../graph/node.ts";
import { over, times } from "../graph/simplify.ts";

/** A product and what it is divided by, as factors. */
interface Fraction {
  readonly above: readonly Node[];
  readonly below: readonly Node[];
}

/**
 * The product of two formulas without the square roots that it would multiply by and divide by again: √u · u′/(2√u) is
 * u′/2 at u = 0 too, where it would come to 0/0.
 */
export function timesWithoutRoots(a: Node, b: Node): Node {
  const { above, below } = productOf(factorsOf(a), factorsOf(b));
  const rest = [...below];
  const kept = above.filter((factor) => {
    const i = factor.op === "sqrt" ? rest.indexOf(factor) : -1;
    if (i >= 0) rest.splice(i, 1);
    return i < 0;
  });
  if (rest.length === below.length) return times(a, b);
  const product = (factors: readonly Node[]): Node => factors.reduce(times, constant(1));
  return over(product(kept), product(rest));
}

function factorsOf(node: Node): Fraction {
  const [a, b] = node.inputs;
  if (node.op === "mul" && a && b) return productOf(factorsOf(a), factorsOf(b));
  if (node.op === "neg" && a) return productOf({ above: [constant(-1)], below: [] }, factorsOf(a));
  if (node.op !== "div" || !a || !b) return { above: [node], below: [] };
  const { above, below } = factorsOf(b);
  return productOf(factorsOf(a), { above: below, below: above });
}

function productOf(a: Fraction, b: Fraction): Fraction {
  return { above: [...a.above, ...b.above], below: [...a.below, ...b.below] };
}
