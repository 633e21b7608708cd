import { constant, elementwise } from "../graph/build.ts";
import type { Node } from "../graph/node.ts";

/** Values beyond these have squares whose sums their float type can hardly hold, and so no variance. */
export const LARGEST = { float32: 1e18, float64: 1e120 } as const;

/**
 * A state whose every component is NaN as soon as one is not finite or beyond the limit: from then on
 * the path is left out of everything that is summarized.
 */
export function loseNonFinite(x: readonly Node[], limit: number): Node[] {
  const [first, ...rest] = x.map((value) => elementwise("abs", value));
  if (!first) return [];
  // A maximum with NaN is NaN, and no comparison with NaN holds.
  const reach = rest.reduce((a, b) => elementwise("max", a, b), first);
  const finite = elementwise("lessEqual", reach, constant(limit));
  return x.map((value) => elementwise("select", finite, value, constant(Number.NaN)));
}

/** A value that is NaN where the path is lost. */
export function unlessLost(value: Node, x: readonly Node[]): Node {
  const [first] = x;
  if (!first) return value;
  const kept = elementwise("lessEqual", first, constant(Number.MAX_VALUE));
  return elementwise("select", kept, value, constant(Number.NaN));
}
