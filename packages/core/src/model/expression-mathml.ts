import type { Node } from "../graph/node.ts";
import { PRECEDENCE, precedenceOf } from "./expression-text.ts";
import { notationOf, showNumber } from "./notation.ts";

/** An expression as presentation MathML, without the `math` element around it. */
export function expressionMathML(node: Node): string {
  const [a, b, c] = node.inputs;
  if (a && b) return binary(node, a, b, c);
  if (a) return unary(node, a);
  return leaf(node);
}

function binary(node: Node, a: Node, b: Node, c: Node | undefined): string {
  switch (node.op) {
    case "add":
      return row(expressionMathML(a), operator("+"), expressionMathML(b));
    case "sub":
      return row(expressionMathML(a), operator("−"), within(b, PRECEDENCE.product));
    case "mul":
      return row(within(a, PRECEDENCE.product), operator("\u2062"), within(b, PRECEDENCE.product));
    case "div":
      return `<mfrac>${row(expressionMathML(a))}${row(expressionMathML(b))}</mfrac>`;
    case "pow":
      return `<msup>${row(within(a, PRECEDENCE.atom))}${row(expressionMathML(b))}</msup>`;
    case "less":
      return row(expressionMathML(a), operator("&lt;"), expressionMathML(b));
    case "lessEqual":
      return row(expressionMathML(a), operator("≤"), expressionMathML(b));
    case "select":
      return cases(a, b, c);
    default:
      return call(node.op, [a, b]);
  }
}

function unary(node: Node, a: Node): string {
  if (node.op === "neg") return row(operator("−"), within(a, PRECEDENCE.product));
  if (node.op === "sqrt") return `<msqrt>${expressionMathML(a)}</msqrt>`;
  if (node.op === "abs") return row(operator("|"), expressionMathML(a), operator("|"));
  if (node.op === "floor") return row(operator("⌊"), expressionMathML(a), operator("⌋"));
  if (node.op === "exp") return `<msup>${identifier("e")}${row(expressionMathML(a))}</msup>`;
  return call(node.op === "log" ? "ln" : node.op, [a]);
}

function cases(condition: Node, a: Node, b: Node | undefined): string {
  const line = (value: string, when: string): string =>
    `<mtr><mtd>${value}</mtd><mtd>${when}</mtd></mtr>`;
  const otherwise = b ? line(expressionMathML(b), "<mtext>otherwise</mtext>") : "";
  const first = line(expressionMathML(a), row("<mtext>if </mtext>", expressionMathML(condition)));
  return row(operator("{"), `<mtable>${first}${otherwise}</mtable>`);
}

function call(name: string, inputs: readonly Node[]): string {
  const list = inputs.map(expressionMathML).join(operator(","));
  return row(identifier(name), operator("\u2061"), operator("("), list, operator(")"));
}

function leaf(node: Node): string {
  if (node.op === "constant") return numberMathML(node.attributes.value);
  if (node.op === "parameter" || node.op === "variable" || node.op === "argument") {
    return nameMathML(node.attributes.name);
  }
  if (node.op === "stepSize") return row(identifier("d"), identifier("t"));
  if (node.op === "time") return identifier("t");
  return identifier(node.op === "normal" ? "ξ" : node.op);
}

function within(node: Node, limit: number): string {
  const inner = expressionMathML(node);
  // A fraction is drawn as a block: it needs no parentheses as a factor.
  const loose = precedenceOf(node) < limit || (node.op === "constant" && node.attributes.value < 0);
  return loose ? row(operator("("), inner, operator(")")) : inner;
}

function numberMathML(value: number): string {
  const { mantissa, exponent } = showNumber(value);
  if (exponent === undefined) return `<mn>${mantissa}</mn>`;
  return row(`<mn>${mantissa}</mn>`, operator("×"), `<msup><mn>10</mn><mn>${exponent}</mn></msup>`);
}

/** A name as MathML: `x1` as x with subscript 1, `gamma` as γ. */
export function nameMathML(name: string): string {
  const { base, subscript } = notationOf(name);
  if (subscript === undefined) return identifier(base);
  const index = /^\d+$/.test(subscript) ? `<mn>${subscript}</mn>` : identifier(subscript);
  return `<msub>${identifier(base)}${index}</msub>`;
}

const row = (...parts: readonly string[]): string => `<mrow>${parts.join("")}</mrow>`;
const operator = (symbol: string): string => `<mo>${symbol}</mo>`;
const identifier = (name: string): string => `<mi>${escapeText(name)}</mi>`;

/** Names come from model files: they are escaped though names can't hold markup. */
function escapeText(text: string): string {
  return text.replace(/[&<>]/g, (character) => `&#${character.charCodeAt(0)};`);
}
