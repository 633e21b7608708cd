import type { Node } from "../graph/node.ts";
import { isElementwise, OPS } from "../graph/op.ts";

/** How tightly an expression holds together; a looser one inside a tighter one needs parentheses. */
export const PRECEDENCE = { compare: 1, sum: 2, product: 3, sign: 4, power: 5, atom: 6 } as const;

/** The precedence of a node's outermost operation. */
export function precedenceOf(node: Node): number {
  switch (node.op) {
    case "less":
    case "lessEqual":
      return PRECEDENCE.compare;
    case "add":
    case "sub":
      return PRECEDENCE.sum;
    case "mul":
    case "div":
      return PRECEDENCE.product;
    case "neg":
      return PRECEDENCE.sign;
    case "pow":
      return PRECEDENCE.power;
    case "constant":
      return node.attributes.value < 0 ? PRECEDENCE.sign : PRECEDENCE.atom;
    default:
      return PRECEDENCE.atom;
  }
}

/** The looseness that each operand of an infix operator may have without parentheses. */
const OPERANDS: Readonly<Record<string, readonly [left: number, right: number]>> = {
  less: [PRECEDENCE.sum, PRECEDENCE.sum],
  lessEqual: [PRECEDENCE.sum, PRECEDENCE.sum],
  add: [PRECEDENCE.sum, PRECEDENCE.sum],
  sub: [PRECEDENCE.sum, PRECEDENCE.product],
  mul: [PRECEDENCE.product, PRECEDENCE.product],
  div: [PRECEDENCE.product, PRECEDENCE.sign],
  pow: [PRECEDENCE.atom, PRECEDENCE.power],
};

/** An expression as equation text, which parses to the same expression. */
export function expressionText(node: Node): string {
  const [a, b] = node.inputs;
  const limits = OPERANDS[node.op];
  if (limits && a && b) {
    const { symbol = "?" } = OPS[node.op];
    const space = precedenceOf(node) <= PRECEDENCE.sum ? " " : "";
    return `${operand(a, limits[0])}${space}${symbol}${space}${operand(b, limits[1])}`;
  }
  if (node.op === "neg" && a) return `-${operand(a, PRECEDENCE.power)}`;
  if (isElementwise(node.op) || node.op === "poisson") {
    const name = node.op === "select" ? "if" : node.op;
    return `${name}(${node.inputs.map(expressionText).join(", ")})`;
  }
  return leafText(node);
}

function operand(node: Node, limit: number): string {
  const text = expressionText(node);
  return precedenceOf(node) < limit ? `(${text})` : text;
}

function leafText(node: Node): string {
  if (node.op === "constant") return String(node.attributes.value);
  if (node.op === "parameter" || node.op === "variable" || node.op === "argument")
    return node.attributes.name;
  if (node.op === "stepSize") return "dt";
  if (node.op === "time") return "t";
  if (node.op === "normal") return "N(0, 1)";
  if (node.op === "uniform") return "U(0, 1)";
  return node.op;
}
