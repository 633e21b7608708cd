import { add, constant, div, elementwise, mul, neg, pow, sqrt, sub } from "../graph/build.ts";
import type { Node } from "../graph/node.ts";
import { perPath } from "../graph/shape.ts";
import { any, constantWhere, type Match, number, op, opOnce, type Pattern } from "./pattern.ts";

/**
 * How a rule keeps the value, for inputs and intermediate values that are finite:
 * - `exact`: the same number (the sign of a zero aside);
 * - `rounding`: the same within a few roundings.
 *
 * A rule may turn NaN or infinity into a number: a zero that stands in the model (an absent entry of
 * the diffusion, a derivative that vanishes) means that the term isn't there, whatever the other
 * factor. The other way round never happens, but where an intermediate value of a `rounding` rule
 * leaves the range of the float type.
 */
export type Exactness = "exact" | "rounding";

/** A row of the table of algebraic rules. */
export interface AlgebraicRule {
  /** In the notation of mathematics, for the log. */
  readonly name: string;
  readonly exactness: Exactness;
  readonly pattern: Pattern;
  /** What replaces the match. */
  build(match: Required<Operands>): Node;
}

/** What patterns name: expressions a, b, x and constants c, d. */
interface Operands {
  readonly x: Node;
  readonly a: Node;
  readonly b: Node;
  readonly c: number;
  readonly d: number;
}

function rule(
  name: string,
  pattern: Pattern,
  build: AlgebraicRule["build"],
  exactness: Exactness = "exact",
): AlgebraicRule {
  return { name, exactness, pattern, build };
}

const x = any("x");
const a = any("a");
const b = any("b");
// The negation of a scalar is computed once: it stays where it is.
const valueA = any("a", (node) => perPath(node.shape));
const valueB = any("b", (node) => perPath(node.shape));
const scalarA = any("a", (node) => !perPath(node.shape));
const scalarB = any("b", (node) => !perPath(node.shape));
const c = constantWhere("c", () => true);
const negative = constantWhere("c", (value) => value < 0);
const wholeC = constantWhere("c", Number.isSafeInteger);
const wholeD = constantWhere("d", Number.isSafeInteger);
const invertible = constantWhere("c", isPowerOfTwo);
const zero = (): Node => constant(0);

/** Whether 1/value is exact. */
function isPowerOfTwo(value: number): boolean {
  const exponent = Math.log2(Math.abs(value));
  return Number.isInteger(exponent) && Math.abs(exponent) < 126;
}

/** The rules, tried in this order at each node until none matches. */
export const ALGEBRAIC_RULES: readonly AlgebraicRule[] = [
  // Neutral and absorbing elements
  rule("x + 0 = x", op("add", x, number(0)), ({ x }) => x),
  rule("x - 0 = x", op("sub", x, number(0)), ({ x }) => x),
  rule("0 - x = -x", op("sub", number(0), x), ({ x }) => neg(x)),
  rule("x * 1 = x", op("mul", x, number(1)), ({ x }) => x),
  rule("x * -1 = -x", op("mul", x, number(-1)), ({ x }) => neg(x)),
  rule("x * 0 = 0", op("mul", x, number(0)), zero),
  rule("0 / x = 0", op("div", number(0), x), zero),
  rule("x / 1 = x", op("div", x, number(1)), ({ x }) => x),
  rule("x / -1 = -x", op("div", x, number(-1)), ({ x }) => neg(x)),
  rule("x / 2^k = x * 2^-k", op("div", x, invertible), ({ x, c }) => mul(x, constant(1 / c))),
  // The same thing twice
  rule("x - x = 0", op("sub", x, x), zero),
  rule("x / x = 1", op("div", x, x), () => constant(1)),
  rule("min(x, x) = x", op("min", x, x), ({ x }) => x),
  rule("max(x, x) = x", op("max", x, x), ({ x }) => x),
  rule("select(a, x, x) = x", op("select", a, x, x), ({ x }) => x),
  // Signs
  rule("-(-x) = x", op("neg", op("neg", x)), ({ x }) => x),
  rule("-(a - b) = b - a", op("neg", opOnce("sub", a, b)), ({ a, b }) => sub(b, a)),
  rule("-(c * x) = (-c) * x", op("neg", opOnce("mul", c, x)), ({ c, x }) => mul(constant(-c), x)),
  rule("(-x) * c = (-c) * x", op("mul", op("neg", x), c), ({ c, x }) => mul(constant(-c), x)),
  rule("a + (-b) = a - b", op("add", a, op("neg", b)), ({ a, b }) => sub(a, b)),
  rule("a - (-b) = a + b", op("sub", a, op("neg", b)), ({ a, b }) => add(a, b)),
  rule("(-a) - b = -(a + b)", op("sub", opOnce("neg", valueA), b), ({ a, b }) => neg(add(a, b))),
  rule("a + c * x = a - (-c) * x", op("add", a, opOnce("mul", x, negative)), ({ a, c, x }) =>
    sub(a, mul(x, constant(-c))),
  ),
  rule("a - c * x = a + (-c) * x", op("sub", a, opOnce("mul", x, negative)), ({ a, c, x }) =>
    add(a, mul(x, constant(-c))),
  ),
  rule("(-a) * b = -(a * b)", op("mul", opOnce("neg", valueA), b), ({ a, b }) => neg(mul(a, b))),
  rule("(-a) / b = -(a / b)", op("div", opOnce("neg", valueA), b), ({ a, b }) => neg(div(a, b))),
  rule("a / (-b) = -(a / b)", op("div", a, opOnce("neg", valueB)), ({ a, b }) => neg(div(a, b))),
  rule("|-x| = |x|", op("abs", op("neg", x)), ({ x }) => elementwise("abs", x)),
  rule("||x|| = |x|", op("abs", op("abs", x)), ({ x }) => elementwise("abs", x)),
  // Powers
  rule("x ^ 0 = 1", op("pow", x, number(0)), () => constant(1)),
  rule("x ^ 1 = x", op("pow", x, number(1)), ({ x }) => x),
  rule("1 ^ x = 1", op("pow", number(1), x), () => constant(1)),
  rule("x ^ 1/2 = sqrt(x)", op("pow", x, number(0.5)), ({ x }) => sqrt(x)),
  rule("x ^ -1 = 1 / x", op("pow", x, number(-1)), ({ x }) => div(constant(1), x)),
  rule(
    "(x ^ c) ^ d = x ^ (c * d)",
    op("pow", op("pow", x, wholeC), wholeD),
    powerOfPower,
    "rounding",
  ),
  // Sums of scalars, which are computed once
  rule(
    "x * a + x * b = x * (a + b)",
    op("add", opOnce("mul", x, scalarA), opOnce("mul", x, scalarB)),
    ({ x, a, b }) => mul(x, add(a, b)),
    "rounding",
  ),
  rule(
    "x * a - x * b = x * (a - b)",
    op("sub", opOnce("mul", x, scalarA), opOnce("mul", x, scalarB)),
    ({ x, a, b }) => mul(x, sub(a, b)),
    "rounding",
  ),
];

function powerOfPower({ x, c, d }: Operands): Node {
  return pow(x, constant(c * d));
}

/** The operands of a rule in a match. */
export function operandsOf({ x, a, b, c, d }: Match): Operands {
  const nothing = constant(Number.NaN);
  return { x: x ?? nothing, a: a ?? nothing, b: b ?? nothing, c: numberOf(c), d: numberOf(d) };
}

function numberOf(node: Node | undefined): number {
  return node?.op === "constant" ? node.attributes.value : Number.NaN;
}
