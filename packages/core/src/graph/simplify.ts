import { add, constant, div, mul, neg, pow, sub } from "./build.ts";
import type { Node } from "./node.ts";

/** Whether a node is this very number. */
export function isConstant(node: Node, value?: number): node is Node<"constant"> {
  return node.op === "constant" && (value === undefined || node.attributes.value === value);
}

// Builders for formulas that we generate (derivatives, tableaus): they drop the zeros and ones that
// structure produces and fold constants, where the value is the same for every finite input.

/** The value of a combination of two constants; undefined if they aren't both constant. */
function folded(a: Node, b: Node, combine: (x: number, y: number) => number): Node | undefined {
  if (a.op !== "constant" || b.op !== "constant") return undefined;
  return constant(combine(a.attributes.value, b.attributes.value));
}

/** a + b without structural zeros. */
export function plus(a: Node, b: Node): Node {
  if (isConstant(a, 0)) return b;
  if (isConstant(b, 0)) return a;
  return folded(a, b, (x, y) => x + y) ?? add(a, b);
}

/** a − b without structural zeros. */
export function minus(a: Node, b: Node): Node {
  if (isConstant(b, 0)) return a;
  if (isConstant(a, 0)) return negative(b);
  return folded(a, b, (x, y) => x - y) ?? sub(a, b);
}

/** a·b without structural zeros and ones. */
export function times(a: Node, b: Node): Node {
  if (isConstant(a, 0) || isConstant(b, 1)) return a;
  if (isConstant(b, 0) || isConstant(a, 1)) return b;
  return folded(a, b, (x, y) => x * y) ?? mul(a, b);
}

/** a / b without structural zeros and ones. */
export function over(a: Node, b: Node): Node {
  return isConstant(a, 0) || isConstant(b, 1) ? a : div(a, b);
}

/** −a, with −(−a) = a and constants negated. */
export function negative(a: Node): Node {
  if (a.op === "constant") return constant(0 - a.attributes.value);
  if (a.op === "neg" && a.inputs[0]) return a.inputs[0];
  return neg(a);
}

/** a^b with the exponents 0 and 1 taken away. */
export function power(a: Node, b: Node): Node {
  if (isConstant(b, 1)) return a;
  if (isConstant(b, 0)) return constant(1);
  return pow(a, b);
}

/** The sum of nodes without structural zeros; constant 0 if there are none. */
export function sum(nodes: readonly Node[]): Node {
  return nodes.reduce(plus, constant(0));
}
