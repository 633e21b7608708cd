import { topologicalOrder } from "../graph/graph.ts";
import type { Node } from "../graph/node.ts";
import { showAttributes } from "../graph/print.ts";

/**
 * An expression expanded into monomials of atoms: monomial → coefficient. Atoms are what isn't a sum,
 * product or integer power; equal ones have equal keys.
 */
type Polynomial = ReadonlyMap<string, number>;

/** Beyond this many monomials we give up, and prove nothing. */
const MAX_TERMS = 500;
const MAX_POWER = 8;

/**
 * Whether an expression is zero for all values of its symbols, by expansion; false means that this
 * could not be proved.
 */
export function isProvablyZero(root: Node): boolean {
  const polynomials = new Map<Node, Polynomial | undefined>();
  const keys = new Map<Node, string>();
  for (const node of topologicalOrder([root])) {
    keys.set(node, keyOf(node, keys));
    polynomials.set(node, expand(node, polynomials, keys));
  }
  return polynomials.get(root)?.size === 0;
}

function keyOf(node: Node, keys: ReadonlyMap<Node, string>): string {
  return `${node.op}[${showAttributes(node)}](${node.inputs.map((input) => keys.get(input)).join()})`;
}

function expand(
  node: Node,
  known: ReadonlyMap<Node, Polynomial | undefined>,
  keys: ReadonlyMap<Node, string>,
): Polynomial | undefined {
  const [a, b] = node.inputs.map((input) => known.get(input));
  if (node.op === "constant") return monomial("", node.attributes.value);
  if (node.op === "neg" && a) return scale(a, -1);
  if (node.op === "add" && a && b) return sum(a, b);
  if (node.op === "sub" && a && b) return sum(a, scale(b, -1));
  if (node.op === "mul" && a && b) return product(a, b);
  const exponent = node.op === "pow" ? node.inputs[1] : undefined;
  if (exponent?.op === "constant" && a) {
    const { value } = exponent.attributes;
    if (Number.isInteger(value) && value >= 1 && value <= MAX_POWER) return integerPower(a, value);
  }
  return monomial(keys.get(node) ?? "", 1);
}

function monomial(key: string, coefficient: number): Polynomial {
  return coefficient === 0 ? new Map() : new Map([[key, coefficient]]);
}

function scale(a: Polynomial, factor: number): Polynomial {
  return new Map([...a].map(([key, value]) => [key, value * factor]));
}

function sum(a: Polynomial, b: Polynomial): Polynomial | undefined {
  const result = new Map(a);
  for (const [key, value] of b) {
    const total = (result.get(key) ?? 0) + value;
    if (total === 0) result.delete(key);
    else result.set(key, total);
  }
  return result.size > MAX_TERMS ? undefined : result;
}

function product(a: Polynomial, b: Polynomial): Polynomial | undefined {
  let result: Polynomial | undefined = new Map();
  for (const [left, x] of a) {
    for (const [right, y] of b) {
      const key = [...left.split(" · "), ...right.split(" · ")]
        .filter((atom) => atom !== "")
        .sort()
        .join(" · ");
      result = result && sum(result, monomial(key, x * y));
    }
  }
  return result;
}

function integerPower(a: Polynomial, n: number): Polynomial | undefined {
  let result: Polynomial | undefined = a;
  for (let i = 1; i < n; i++) result = result && product(result, a);
  return result;
}
