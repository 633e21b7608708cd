import { topologicalOrder } from "../graph/graph.ts";
import type { Node } from "../graph/node.ts";
import { type ElementwiseOp, isElementwise } from "../graph/op.ts";
import { lookUp } from "./node-results.ts";

/**
 * Bounds of an expression's finite values, rounded outward. NaN bounds: the expression may have no
 * finite value at all, and nothing is known of it.
 */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

export const WHOLE: Interval = { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };
export const NONNEGATIVE: Interval = { low: 0, high: Number.POSITIVE_INFINITY };
const UNDEFINED: Interval = { low: Number.NaN, high: Number.NaN };
const ONE: Interval = { low: 1, high: 1 };

/** The interval of a number. */
export function point(value: number): Interval {
  return { low: value, high: value };
}

type Rule = (a: Interval, b: Interval, c: Interval) => Interval;

/** More than the error of any of the functions below; products keep zeros and signs. */
const ROUNDING = 4 * Number.EPSILON;

/** Zeros stay zero: a product is zero only with a factor, and a sum that rounds to zero is zero. */
function outward(low: number, high: number): Interval {
  const slack = (bound: number): number =>
    Number.isFinite(bound) ? Math.abs(bound) * ROUNDING : 0;
  return { low: low - slack(low), high: high + slack(high) };
}

/** Sums and products of whole numbers are exact, which exponents depend on. */
function rounded(low: number, high: number, ...inputs: readonly Interval[]): Interval {
  const exact = inputs.every((input) => isWhole(input.low) && isWhole(input.high));
  return exact && isWhole(low) && isWhole(high) ? { low, high } : outward(low, high);
}

const isWhole = Number.isSafeInteger;

const isZero = ({ low, high }: Interval): boolean => low === 0 && high === 0;
const negative = ({ low, high }: Interval): Interval => ({ low: 0 - high, high: 0 - low });

/** Both factors are finite, so that 0 · ∞ is the 0 of an unbounded set. */
const times = (x: number, y: number): number => (x === 0 || y === 0 ? 0 : x * y);

export function product(a: Interval, b: Interval): Interval {
  if (Number.isNaN(a.low) || Number.isNaN(b.low)) return UNDEFINED;
  const corners = [a.low, a.high].flatMap((x) => [times(x, b.low), times(x, b.high)]);
  return rounded(Math.min(...corners), Math.max(...corners), a, b);
}

export function sum(a: Interval, b: Interval): Interval {
  return rounded(a.low + b.low, a.high + b.high, a, b);
}

function reciprocal({ low, high }: Interval): Interval {
  if (low === 0 && high === 0) return UNDEFINED;
  if (low < 0 && high > 0) return WHOLE;
  return outward(
    high === 0 ? Number.NEGATIVE_INFINITY : 1 / high,
    low === 0 ? Number.POSITIVE_INFINITY : 1 / low,
  );
}

/** aⁿ for a whole n, also of negative a. */
function wholePower(a: Interval, n: number): Interval {
  if (n === 0) return ONE;
  if (n < 0) return reciprocal(wholePower(a, -n));
  if (n % 2 === 1) return rounded(a.low ** n, a.high ** n, a);
  const { low, high } = absolute(a);
  return rounded(low ** n, high ** n, a);
}

/** a^b; with b not whole, a isn't negative. The extremes are at the corners. */
export function power(a: Interval, b: Interval): Interval {
  if (b.low === b.high && Number.isInteger(b.low)) return wholePower(a, b.low);
  if (!(a.high >= 0) || Number.isNaN(b.low) || (a.high === 0 && b.low < 0)) return UNDEFINED;
  const low = Math.max(0, a.low);
  const raise = (x: number, y: number): number => (x === 1 ? 1 : x ** y);
  const corners = [low, a.high].flatMap((x) => [raise(x, b.low), raise(x, b.high)]);
  return outward(Math.min(...corners), Math.max(...corners));
}

function absolute({ low, high }: Interval): Interval {
  if (low >= 0) return { low, high };
  if (high <= 0) return negative({ low, high });
  return { low: low < 0 && high > 0 ? 0 : Number.NaN, high: Math.max(-low, high) };
}

/** A function that never falls, within its domain. */
const rising =
  (
    f: (x: number) => number,
    low = Number.NEGATIVE_INFINITY,
    high = Number.POSITIVE_INFINITY,
  ): Rule =>
  (a) =>
    a.low <= high && a.high >= low
      ? outward(f(Math.max(a.low, low)), f(Math.min(a.high, high)))
      : UNDEFINED;

const clamped = ({ low, high }: Interval, min: number, max: number): Interval => ({
  low: Math.max(low, min),
  high: Math.min(high, max),
});

/** A function between −1 and 1 that changes no faster than its argument. */
const wave =
  (f: (x: number) => number): Rule =>
  ({ low, high }) => {
    const radius = (high - low) / 2;
    if (Number.isNaN(radius)) return UNDEFINED;
    if (!(radius < 1)) return { low: -1, high: 1 };
    const middle = f(low + radius);
    const slack = radius + (Math.abs(low) + 1) * ROUNDING;
    return { low: Math.max(-1, middle - slack), high: Math.min(1, middle + slack) };
  };

const comparison =
  (holds: (x: number, y: number) => boolean): Rule =>
  (a, b) => {
    if (holds(a.high, b.low)) return ONE;
    return a.low > b.high ? point(0) : { low: 0, high: 1 };
  };

/** The bounds of each op's result from those of its inputs. */
const RULES: { readonly [O in ElementwiseOp]: Rule } = {
  neg: negative,
  abs: absolute,
  sign: rising(Math.sign),
  floor: rising(Math.floor),
  sqrt: rising(Math.sqrt, 0),
  exp: rising(Math.exp),
  log: (a) => (a.high > 0 ? rising(Math.log, 0)(a, a, a) : UNDEFINED),
  sin: wave(Math.sin),
  cos: wave(Math.cos),
  tan: () => WHOLE,
  asin: rising(Math.asin, -1, 1),
  acos: (a) => negative(rising((x) => -Math.acos(x), -1, 1)(a, a, a)),
  atan: rising(Math.atan),
  sinh: rising(Math.sinh),
  cosh: (a) => rising(Math.cosh)(absolute(a), a, a),
  tanh: (a) => clamped(rising(Math.tanh)(a, a, a), -1, 1),
  add: sum,
  sub: (a, b) => sum(a, negative(b)),
  mul: product,
  div: (a, b) => product(a, reciprocal(b)),
  pow: power,
  min: (a, b) => ({ low: Math.min(a.low, b.low), high: Math.min(a.high, b.high) }),
  max: (a, b) => ({ low: Math.max(a.low, b.low), high: Math.max(a.high, b.high) }),
  less: comparison((x, y) => x < y),
  lessEqual: comparison((x, y) => x <= y),
  select: (condition, a, b) => {
    if (condition.low > 0) return a;
    if (isZero(condition)) return b;
    return { low: Math.min(a.low, b.low), high: Math.max(a.high, b.high) };
  },
};

/** What is known of a leaf. */
export type LeafBounds = (leaf: Node) => Interval;

/** Bounds of an expression's finite values, from those of its leaves. */
export function boundsOf(root: Node, leaf: LeafBounds): Interval {
  const known = new Map<Node, Interval>();
  for (const node of topologicalOrder([root])) {
    const [a = WHOLE, b = WHOLE, c = WHOLE] = node.inputs.map((input) => lookUp(known, input));
    known.set(node, boundsOfNode(node, leaf, a, b, c));
  }
  return lookUp(known, root);
}

function boundsOfNode(
  node: Node,
  leaf: LeafBounds,
  a: Interval,
  b: Interval,
  c: Interval,
): Interval {
  if (node.op === "constant") return point(node.attributes.value);
  if (!isElementwise(node.op)) return leaf(node);
  if (node.op === "mul" && node.inputs[0] === node.inputs[1]) return wholePower(a, 2);
  return RULES[node.op](a, b, c);
}
