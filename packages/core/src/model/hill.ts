import { add, div, pow } from "../graph/build.ts";
import { inScope } from "../graph/context.ts";
import type { Node } from "../graph/node.ts";

/** xⁿ / (Kⁿ + xⁿ) */
export function activation(x: Node, K: Node, n: Node): Node {
  return inScope("hill", () => {
    const power = pow(x, n);
    return div(power, add(pow(K, n), power));
  });
}

/** Kⁿ / (Kⁿ + xⁿ) */
export function repression(x: Node, K: Node, n: Node): Node {
  return inScope("hill", () => {
    const threshold = pow(K, n);
    return div(threshold, add(threshold, pow(x, n)));
  });
}
