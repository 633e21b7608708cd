import { constant, elementwise } from "../graph/build.ts";
import type { Node } from "../graph/node.ts";

/** Values beyond these have squares whose sums their float type can hardly hold, and so no variance. */
export const LARGEST = { float32: 1e18, float64: 1e120 } as const;

/**
 * A state whose every component is NaN as soon as one is not finite or beyond the limit: from then on
 * the path is left out of everything that is summarized.
 */
export function loseNonFinite(x: readonly Node[], limit: number): Node[] {
  const finite = isWithin(x, limit);
  return x.map((value) => elementwise("select", finite, value, constant(Number.NaN)));
}

/** Where every component of a state is finite and within a limit. */
export function isWithin(x: readonly Node[], limit: number): Node {
  const [first = constant(0), ...rest] = x.map((value) => elementwise("abs", value));
  // A maximum with NaN is NaN, and no comparison with NaN holds.
  const reach = rest.reduce((a, b) => elementwise("max", a, b), first);
  return elementwise("lessEqual", reach, constant(limit));
}

/** Where a path isn't lost, whose components are all NaN if it is. */
export function isKept([first = constant(0)]: readonly Node[]): Node {
  return elementwise("lessEqual", first, constant(Number.MAX_VALUE));
}

/** A value that is NaN where the path is lost. */
export function unlessLost(value: Node, x: readonly Node[]): Node {
  return elementwise("select", isKept(x), value, constant(Number.NaN));
}

/** The name of the condition that an event holds or that the path is lost. */
export function orLost(event: string): string {
  return `${event}:lost`;
}
