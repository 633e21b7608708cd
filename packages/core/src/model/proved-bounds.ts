import type { Node } from "../graph/node.ts";
import {
  boundsOf,
  type Interval,
  type LeafBounds,
  point,
  power,
  product,
  sum,
} from "./interval.ts";
import type { Polynomial } from "./polynomial.ts";
import { termsOf } from "./polynomial.ts";
import { Expansions } from "./rational.ts";

/**
 * The tightest bounds that we can prove for an expression: those of its ops one by one, and those of
 * its expansion, in which the same thing in two places cancels, as x in (K + x − x)/(K + x)².
 */
export function provedBounds(root: Node, leaf: LeafBounds): Interval {
  const direct = boundsOf(root, leaf);
  if (Number.isNaN(direct.low)) return direct; // may be nowhere finite, where cancelling proves nothing
  const expanded = expandedBounds(root, leaf);
  return {
    low: Math.max(direct.low, expanded.low),
    high: Math.min(direct.high, expanded.high),
  };
}

function expandedBounds(root: Node, leaf: LeafBounds): Interval {
  const expansions = new Expansions();
  const rational = expansions.expand(root);
  if (!rational) return { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };
  const bounds = new Map<number, Interval>();
  const boundsOfNumber = (number: number): Interval => {
    const known = bounds.get(number) ?? boundsOf(expansions.node(number), leaf);
    bounds.set(number, known);
    return known;
  };
  let result = polynomialBounds(rational.numerator, boundsOfNumber);
  for (const [factor, n] of rational.denominator) {
    result = product(result, power(boundsOfNumber(factor), point(-n)));
  }
  return Number.isNaN(result.low)
    ? { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY }
    : result;
}

function polynomialBounds(
  polynomial: Polynomial,
  boundsOfAtom: (atom: number) => Interval,
): Interval {
  return termsOf(polynomial)
    .map(({ powers, coefficient }) =>
      [...powers].reduce(
        (bounds, [atom, n]) => product(bounds, power(boundsOfAtom(atom), point(n))),
        point(coefficient),
      ),
    )
    .reduce(sum, point(0));
}
