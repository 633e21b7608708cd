import { topologicalOrder } from "../graph/graph.ts";
import type { Node } from "../graph/node.ts";
import type { Op } from "../graph/op.ts";

/** Which signs a value can have, as bits. */
export type Signs = number;

export const NEGATIVE = 1;
export const ZERO = 2;
export const POSITIVE = 4;
export const NONNEGATIVE: Signs = ZERO | POSITIVE;
export const ANY: Signs = NEGATIVE | ZERO | POSITIVE;

const SIGNS = [NEGATIVE, ZERO, POSITIVE] as const;

/** The signs of a number. */
export function signsOf(value: number): Signs {
  if (Number.isNaN(value)) return ANY;
  return value > 0 ? POSITIVE : value < 0 ? NEGATIVE : ZERO;
}

/** The signs that an operation can give, from what it gives for each pair of signs. */
function combine(a: Signs, b: Signs, rule: (x: number, y: number) => Signs): Signs {
  let result = 0;
  for (const x of SIGNS) {
    for (const y of SIGNS) if (a & x && b & y) result |= rule(x, y);
  }
  return result;
}

function negate(a: Signs): Signs {
  return (a & ZERO) | (a & NEGATIVE ? POSITIVE : 0) | (a & POSITIVE ? NEGATIVE : 0);
}

const sum = (x: number, y: number): Signs => (x === ZERO || x === y ? y : y === ZERO ? x : ANY);
const product = (x: number, y: number): Signs =>
  x === ZERO || y === ZERO ? ZERO : x === y ? POSITIVE : NEGATIVE;
// A quotient by zero isn't finite; where it is finite the divisor wasn't zero.
const quotient = (x: number, y: number): Signs => (y === ZERO ? 0 : product(x, y));

type Rule = (
  inputs: readonly Signs[],
  node: Node,
  numberOf: (node: Node) => number | undefined,
) => Signs;

const nonnegative: Rule = () => NONNEGATIVE;
const positive: Rule = () => POSITIVE;
const odd: Rule = ([a = ANY]) => a;

/** Ops whose sign follows from their inputs' signs; any sign for all others. */
const RULES: { readonly [O in Op]?: Rule } = {
  neg: ([a = ANY]) => negate(a),
  abs: ([a = ANY]) => (a & ZERO) | (a & ~ZERO ? POSITIVE : 0),
  sign: odd,
  sqrt: ([a = ANY]) => (a === POSITIVE ? POSITIVE : NONNEGATIVE),
  exp: positive,
  cosh: positive,
  sinh: odd,
  tanh: odd,
  atan: odd,
  asin: odd,
  acos: nonnegative,
  add: ([a = ANY, b = ANY]) => combine(a, b, sum),
  sub: ([a = ANY, b = ANY]) => combine(a, negate(b), sum),
  mul: ([a = ANY, b = ANY], node) =>
    node.inputs[0] === node.inputs[1]
      ? (a & ZERO) | (a & ~ZERO ? POSITIVE : 0)
      : combine(a, b, product),
  div: ([a = ANY, b = ANY]) => combine(a, b, quotient),
  min: ([a = ANY, b = ANY]) => combine(a, b, (x, y) => Math.min(x, y)),
  max: ([a = ANY, b = ANY]) => combine(a, b, (x, y) => Math.max(x, y)),
  select: ([, a = ANY, b = ANY]) => a | b,
  pow: powerSigns,
};

function powerSigns(
  [base = ANY]: readonly Signs[],
  node: Node,
  numberOf: (node: Node) => number | undefined,
): Signs {
  const exponent = node.inputs[1] && numberOf(node.inputs[1]);
  if (exponent === 0) return POSITIVE;
  if (exponent !== undefined && Number.isInteger(exponent) && exponent % 2 === 0) {
    return (base & ZERO) | (base & ~ZERO ? POSITIVE : 0);
  }
  if (base === POSITIVE) return POSITIVE;
  if ((base & NEGATIVE) === 0) return NONNEGATIVE;
  return exponent !== undefined && Number.isInteger(exponent) ? base : ANY;
}

/**
 * The signs that expressions can have, wherever their values are finite.
 *
 * @param leaf the signs of a parameter or symbol by name.
 * @param numberOf the value of an expression of parameters alone, for exponents.
 */
export function signsOfNodes(
  roots: readonly Node[],
  leaf: (name: string) => Signs,
  numberOf: (node: Node) => number | undefined,
): Signs[] {
  const known = new Map<Node, Signs>();
  for (const node of topologicalOrder(roots))
    known.set(node, signsOfNode(node, known, leaf, numberOf));
  return roots.map((root) => known.get(root) ?? ANY);
}

function signsOfNode(
  node: Node,
  known: ReadonlyMap<Node, Signs>,
  leaf: (name: string) => Signs,
  numberOf: (node: Node) => number | undefined,
): Signs {
  if (node.op === "constant") return signsOf(node.attributes.value);
  if (node.op === "parameter" || node.op === "variable") return leaf(node.attributes.name);
  const value = numberOf(node);
  if (value !== undefined) return signsOf(value);
  const inputs = node.inputs.map((input) => known.get(input) ?? ANY);
  return RULES[node.op]?.(inputs, node, numberOf) ?? ANY;
}
