import { constant, div, mul, neg } from "../graph/build.ts";
import type { Node } from "../graph/node.ts";
import { type Replacements, rewriteGraph } from "../graph/rewrite.ts";
import { perPath } from "../graph/shape.ts";
import { isConstant, times } from "../graph/simplify.ts";
import { fold } from "./fold-constants.ts";
import type { Pass } from "./pass.ts";
import { countUses } from "./uses.ts";

/**
 * Gathers the factors of a product that are the same for all paths into one, applied last:
 * (σ·x)·(√dt·Z) becomes (x·Z)·(σ·√dt), and x / s becomes x·(1/s). The scalar part is then computed
 * once, in double precision, and the one multiplication that is left can join a sum as an FMA.
 * Several divisions in a product become one: (a/b)/c is a/(b·c), and a/(b/c) is (a·c)/b.
 *
 * Keeps the value within a few roundings, as long as the scalar part alone doesn't leave the range.
 */
export const scalarFactors: Pass = {
  name: "scalar-factors",
  title: "factors that are the same for all paths become one",
  run(graph) {
    const replaced: Replacements = new Map();
    const uses = countUses(graph);
    const absorbed = new Set<Node>();
    const next = rewriteGraph(
      graph,
      (node, original) => {
        if (!isProduct(node)) return node;
        const product = gather(node, absorbed);
        // What is used once may be taken apart by its user; the rest is a factor as it is.
        if (uses.get(original) === 1) absorbed.add(product);
        return product;
      },
      replaced,
    );
    return { graph: next, replaced };
  },
};

/** Whether a node is a product, quotient or negation of per-path values. */
function isProduct(node: Node): boolean {
  return (node.op === "mul" || node.op === "div" || node.op === "neg") && perPath(node.shape);
}

/** The factors of a product. */
interface Factors {
  /** The numeric factor, signs included. */
  number: number;
  readonly scalars: Node[];
  readonly scalarDivisors: Node[];
  readonly values: Node[];
  readonly divisors: Node[];
}

function gather(root: Node, absorbed: ReadonlySet<Node>): Node {
  const factors: Factors = { number: 1, scalars: [], scalarDivisors: [], values: [], divisors: [] };
  collect(root, false, factors, (node) => node === root || absorbed.has(node));
  if (hasScalar(factors)) peelShared(factors);
  const factored = rebuild(factors);
  const leaves = new Set([...factors.values, ...factors.divisors]);
  return sameExpression(factored, root, leaves) ? root : factored;
}

function collect(
  node: Node,
  inverse: boolean,
  factors: Factors,
  enters: (node: Node) => boolean,
): void {
  const [a, b] = node.inputs;
  if (!perPath(node.shape)) {
    collectScalar(node, inverse, factors);
    return;
  }
  if (!isProduct(node) || !enters(node) || !a) {
    (inverse ? factors.divisors : factors.values).push(node);
    return;
  }
  if (node.op === "neg") factors.number = -factors.number;
  collect(a, inverse, factors, enters);
  if (b) collect(b, node.op === "div" ? !inverse : inverse, factors, enters);
}

function collectScalar(node: Node, inverse: boolean, factors: Factors): void {
  if (node.op === "constant" && node.attributes.value !== 0) {
    factors.number = inverse
      ? factors.number / node.attributes.value
      : factors.number * node.attributes.value;
  } else {
    (inverse ? factors.scalarDivisors : factors.scalars).push(node);
  }
}

function hasScalar({ number, scalars, scalarDivisors }: Factors): boolean {
  return Math.abs(number) !== 1 || scalars.length + scalarDivisors.length > 0;
}

/**
 * Takes the scalar off factors v·s that others use too: it joins the scalar that is there anyway, so
 * this never costs, and v·s goes away when all its users do so.
 */
function peelShared(factors: Factors): void {
  for (const [list, inverse] of [
    [factors.values, false],
    [factors.divisors, true],
  ] as const) {
    for (const [i, factor] of list.entries()) {
      const [a, b] = factor.inputs;
      if (factor.op !== "mul" || !a || !b || perPath(a.shape) === perPath(b.shape)) continue;
      const [value, scalar] = perPath(a.shape) ? [a, b] : [b, a];
      list[i] = value;
      collectScalar(scalar, inverse, factors);
    }
  }
}

function rebuild(factors: Factors): Node {
  const scalar = scalarOf(factors);
  const [value, divisor] = [product(factors.values), product(factors.divisors)];
  if (!value) return divisor ? div(scalar, divisor) : scalar;
  const quotient = divisor ? div(value, divisor) : value;
  if (isConstant(scalar, 1)) return quotient;
  return isConstant(scalar, -1) ? neg(quotient) : mul(quotient, scalar);
}

function scalarOf({ number, scalars, scalarDivisors }: Factors): Node {
  const numerator = fold(times(product(scalars) ?? constant(1), constant(number)));
  const divisor = product(scalarDivisors);
  return divisor ? div(numerator, divisor) : numerator;
}

function product(nodes: readonly Node[]): Node | undefined {
  return nodes.length === 0 ? undefined : nodes.reduce((a, b) => mul(a, b));
}

/** Whether two expressions are built alike from the same leaves; order of factors included. */
function sameExpression(a: Node, b: Node, leaves: ReadonlySet<Node>): boolean {
  if (a === b) return true;
  if (a.op !== b.op || leaves.has(a) || a.inputs.length !== b.inputs.length) return false;
  if (a.op === "constant" && b.op === "constant") return a.attributes.value === b.attributes.value;
  if (a.inputs.length === 0 || perPath(a.shape) !== perPath(b.shape)) return false;
  return a.inputs.every((input, i) => sameExpression(input, b.inputs[i] ?? a, leaves));
}
