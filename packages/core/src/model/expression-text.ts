import { topologicalOrder } from "../graph/graph.ts";
import type { Node } from "../graph/node.ts";
import { type ElementwiseOp, isElementwise } from "../graph/op.ts";
import { lookUp } from "./node-results.ts";

/** A printed formula, and how tightly its outermost operator binds. */
interface Printed {
  readonly text: string;
  readonly level: number;
}

type Printer = (a: Printed, b: Printed, c: Printed) => Printed;

const COMPARISON = 1;
const SUM = 3;
const PRODUCT = 5;
const POWER = 10;
const ATOM = 11;
const EMPTY: Printed = { text: "", level: ATOM };

const call =
  (name: string): Printer =>
  (...inputs) => ({
    text: `${name}(${inputs.flatMap(({ text }) => (text === "" ? [] : [text])).join(", ")})`,
    level: ATOM,
  });

/** A formula's text as an operand: in parentheses if it binds too weakly. */
function operand({ text, level }: Printed, tightness: number): string {
  return level < tightness ? `(${text})` : text;
}

/** As `operand`, and in parentheses too if it begins with a sign. */
function unsigned(printed: Printed, tightness: number): string {
  const text = operand(printed, tightness);
  return text.startsWith("-") ? `(${text})` : text;
}

/** `a + b` or `a - b`; a sign at the beginning of b goes into the operator. */
function joined(a: string, sign: "+" | "-", b: string): Printed {
  const [operator, rest] = b.startsWith("-") ? [sign === "+" ? "-" : "+", b.slice(1)] : [sign, b];
  return { text: `${a} ${operator} ${rest}`, level: SUM };
}

const comparison =
  (symbol: string): Printer =>
  (a, b) => ({ text: `${operand(a, SUM)} ${symbol} ${operand(b, SUM)}`, level: COMPARISON });

/** How each op reads in an equation's text. */
const PRINTERS: { readonly [O in ElementwiseOp]: Printer } = {
  neg: (a) => negative(operand(a, PRODUCT)),
  abs: call("abs"),
  sign: call("sign"),
  floor: call("floor"),
  sqrt: call("sqrt"),
  exp: call("exp"),
  log: call("log"),
  sin: call("sin"),
  cos: call("cos"),
  tan: call("tan"),
  asin: call("asin"),
  acos: call("acos"),
  atan: call("atan"),
  sinh: call("sinh"),
  cosh: call("cosh"),
  tanh: call("tanh"),
  add: (a, b) => joined(operand(a, SUM), "+", operand(b, SUM)),
  sub: (a, b) => joined(operand(a, SUM), "-", operand(b, PRODUCT)),
  mul: (a, b) => ({ text: `${operand(a, PRODUCT)}*${unsigned(b, PRODUCT)}`, level: PRODUCT }),
  div: (a, b) => ({ text: `${operand(a, PRODUCT)}/${unsigned(b, POWER)}`, level: PRODUCT }),
  pow: (a, b) => ({ text: `${unsigned(a, ATOM)}^${unsigned(b, POWER)}`, level: POWER }),
  min: call("min"),
  max: call("max"),
  less: comparison("<"),
  lessEqual: comparison("<="),
  select: call("if"),
};

function negative(text: string): Printed {
  return text.startsWith("-")
    ? { text: text.slice(1), level: PRODUCT }
    : { text: `-${text}`, level: PRODUCT };
}

/**
 * A formula as text with as few parentheses as mathematics needs; `parseEquation` reads it back to
 * the same function.
 */
export function expressionText(root: Node): string {
  return printed(root).text;
}

/** A formula as a factor: in parentheses if it is a sum. */
export function factorText(root: Node): string {
  return operand(printed(root), PRODUCT);
}

function printed(root: Node): Printed {
  const results = new Map<Node, Printed>();
  for (const node of topologicalOrder([root])) {
    const [a = EMPTY, b = EMPTY, c = EMPTY] = node.inputs.map((input) => lookUp(results, input));
    results.set(node, isElementwise(node.op) ? PRINTERS[node.op](a, b, c) : leaf(node, a));
  }
  return lookUp(results, root);
}

function leaf(node: Node, input: Printed): Printed {
  switch (node.op) {
    case "constant":
      return constant(node.attributes.value);
    case "parameter":
    case "variable":
    case "argument":
      return { text: node.attributes.name, level: ATOM };
    case "time":
      return { text: "t", level: ATOM };
    case "stepSize":
      return { text: "dt", level: ATOM };
    case "normal":
      return { text: "normal(0, 1)", level: ATOM };
    case "uniform":
      return { text: "uniform(0, 1)", level: ATOM };
    default:
      return { text: `${node.op}(${input.text})`, level: ATOM };
  }
}

function constant(value: number): Printed {
  if (value === Math.PI) return { text: "pi", level: ATOM };
  if (value === Math.E) return { text: "e", level: ATOM };
  return { text: String(value), level: value < 0 ? PRODUCT : ATOM };
}
