import { constant } from "../graph/build.ts";
import type { Node } from "../graph/node.ts";
import { minus, plus, times } from "../graph/simplify.ts";

/**
 * What drives an SDE over an interval, as standard normals: over a length h, a Wiener process grows by
 * √h·ξ, and its integral over time from its start is h^{3/2}/2·(ξ + η/√3).
 */
export interface Increment {
  readonly xi: Node;
  readonly eta: Node;
}

/** The increments of the two halves of an interval. */
export interface Halves {
  readonly left: Increment;
  readonly right: Increment;
}

/**
 * Halves an interval of a Wiener process: the bridge between its ends, given the integral too.
 *
 * Of the halves' four normals (ξ₁, η₁, ξ₂, η₂) the whole's (ξ, η) are two orthonormal combinations:
 * ξ = (ξ₁ + ξ₂)/√2, and η = √3/2·D + ½·S with D = (ξ₁ − ξ₂)/√2 and S = (η₁ + η₂)/√2. Any two that
 * complete the basis are independent of them: ζ = ½·D − √3/2·S and θ = (η₁ − η₂)/√2.
 */
export function halve({ xi, eta }: Increment, zeta: Node, theta: Node): Halves {
  const d = plus(scaled(Math.sqrt(3) / 2, eta), scaled(1 / 2, zeta));
  const s = minus(scaled(1 / 2, eta), scaled(Math.sqrt(3) / 2, zeta));
  const half = (node: Node): Node => scaled(Math.SQRT1_2, node);
  return {
    left: { xi: half(plus(xi, d)), eta: half(plus(s, theta)) },
    right: { xi: half(minus(xi, d)), eta: half(minus(s, theta)) },
  };
}

function scaled(factor: number, node: Node): Node {
  return times(constant(factor), node);
}
