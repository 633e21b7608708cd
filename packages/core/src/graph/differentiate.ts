import { constant, elementwise, sqrt } from "./build.ts";
import { inContext } from "./context.ts";
import { topologicalOrder } from "./graph.ts";
import type { Node } from "./node.ts";
import { type ElementwiseOp, isElementwise } from "./op.ts";
import { lookUp } from "./rewrite.ts";
import { isConstant, minus, negative, over, plus, power, times } from "./simplify.ts";

/** The derivative of op(a, b, c) along (da, db, dc); `node` is op(a, b, c) itself. */
type DerivativeRule = (node: Node, inputs: Triple, tangents: Triple) => Node;
type Triple = readonly [Node, Node, Node];

const zero = (): Node => constant(0);
const square = (a: Node): Node => times(a, a);
const one = (): Node => constant(1);

/** Derivatives of elementwise ops; at a kink, of the branch that the op takes. */
const RULES: { readonly [O in ElementwiseOp]: DerivativeRule } = {
  neg: (_, __, [da]) => negative(da),
  abs: (_, [a], [da]) => times(elementwise("sign", a), da),
  sign: zero,
  floor: zero,
  sqrt: (node, _, [da]) => over(da, times(constant(2), node)),
  exp: (node, _, [da]) => times(node, da),
  log: (_, [a], [da]) => over(da, a),
  sin: (_, [a], [da]) => times(elementwise("cos", a), da),
  cos: (_, [a], [da]) => negative(times(elementwise("sin", a), da)),
  tan: (node, _, [da]) => times(plus(one(), square(node)), da),
  asin: (_, [a], [da]) => over(da, sqrt(minus(one(), square(a)))),
  acos: (_, [a], [da]) => negative(over(da, sqrt(minus(one(), square(a))))),
  atan: (_, [a], [da]) => over(da, plus(one(), square(a))),
  sinh: (_, [a], [da]) => times(elementwise("cosh", a), da),
  cosh: (_, [a], [da]) => times(elementwise("sinh", a), da),
  tanh: (node, _, [da]) => times(minus(one(), square(node)), da),
  add: (_, __, [da, db]) => plus(da, db),
  sub: (_, __, [da, db]) => minus(da, db),
  mul: (_, [a, b], [da, db]) => plus(times(da, b), times(a, db)),
  div: (node, [, b], [da, db]) => over(minus(da, times(node, db)), b),
  pow: (node, [a, b], [da, db]) =>
    plus(
      isConstant(da, 0) ? da : times(times(b, power(a, minus(b, one()))), da),
      isConstant(db, 0) ? db : times(times(node, elementwise("log", a)), db),
    ),
  min: (_, [a, b], [da, db]) => choose("lessEqual", a, b, da, db),
  max: (_, [a, b], [da, db]) => choose("lessEqual", b, a, da, db),
  less: zero,
  lessEqual: zero,
  select: (_, [condition], [, da, db]) =>
    isConstant(da, 0) && isConstant(db, 0) ? da : elementwise("select", condition, da, db),
};

function choose(op: "lessEqual", a: Node, b: Node, da: Node, db: Node): Node {
  if (isConstant(da, 0) && isConstant(db, 0)) return da;
  return elementwise("select", elementwise(op, a, b), da, db);
}

/**
 * The symbolic derivatives of `roots` with respect to one leaf, such as a species.
 *
 * Forward mode: one pass over the graph, sharing what the roots share. Derivative nodes get the
 * scope and origin of what they are the derivative of. Leaves other than `wrt` are constants.
 *
 * @throws if a root depends on something that can't be differentiated (a scan or a summary).
 */
export function differentiate(roots: readonly Node[], wrt: Node): Node[] {
  const tangents = new Map<Node, Node>();
  for (const node of topologicalOrder(roots)) {
    const tangent = inContext({ scope: node.scope, origin: node.origin }, () =>
      tangentOf(node, wrt, tangents),
    );
    tangents.set(node, tangent);
  }
  return roots.map((root) => lookUp(tangents, root));
}

function tangentOf(node: Node, wrt: Node, tangents: ReadonlyMap<Node, Node>): Node {
  if (node === wrt) return one();
  const inputTangents = node.inputs.map((input) => lookUp(tangents, input));
  if (inputTangents.every((tangent) => isConstant(tangent, 0))) return zero();
  if (!isElementwise(node.op)) throw new Error(`can't differentiate through ${node.op}`);
  return RULES[node.op](node, triple(node.inputs), triple(inputTangents));
}

function triple(nodes: readonly Node[]): Triple {
  const [a = zero(), b = zero(), c = zero()] = nodes;
  return [a, b, c];
}
