import { topologicalOrder } from "../graph/graph.ts";
import type { Node } from "../graph/node.ts";
import { type ElementwiseOp, isElementwise } from "../graph/op.ts";
import { isWord, nameMathML } from "./name-mathml.ts";
import { lookUp } from "./node-results.ts";

/** A formula as MathML, with what its neighbours need to know of it. */
export interface Typeset {
  /** Elements, to stand in an `mrow`. */
  readonly xml: string;
  readonly level: number;
  /** Whether it begins with a sign. */
  readonly signed?: boolean;
  /** What stands at its left and right edge, which decides whether a product needs a dot. */
  readonly left?: Edge;
  readonly right?: Edge;
}

type Edge = "number" | "word";
type Typesetter = (a: Typeset, b: Typeset, c: Typeset) => Typeset;

const COMPARISON = 1;
const SUM = 3;
const PRODUCT = 5;
const POWER = 10;
const ATOM = 11;
const EMPTY: Typeset = { xml: "", level: ATOM };
const MINUS = "<mo>−</mo>";
const INVISIBLE_TIMES = "<mo>&#x2062;</mo>";
const APPLY = "<mo>&#x2061;</mo>";

const row = (xml: string): string => `<mrow>${xml}</mrow>`;
const parentheses = (xml: string): string => row(`<mo>(</mo>${xml}<mo>)</mo>`);
const atom = (xml: string): Typeset => ({ xml, level: ATOM });

/** A formula as an operand: in parentheses if it binds too weakly. */
function operand({ xml, level }: Typeset, tightness: number): string {
  return level < tightness ? parentheses(xml) : xml;
}

function unsigned(typeset: Typeset, tightness: number): string {
  return typeset.signed ? parentheses(typeset.xml) : operand(typeset, tightness);
}

const called =
  (name: string): Typesetter =>
  (...inputs) => {
    const list = inputs.flatMap(({ xml }) => (xml === "" ? [] : [xml])).join("<mo>,</mo>");
    return atom(`<mi>${name}</mi>${APPLY}${parentheses(list)}`);
  };

const fenced =
  (open: string, close: string): Typesetter =>
  (a) =>
    atom(row(`<mo>${open}</mo>${a.xml}<mo>${close}</mo>`));

const comparison =
  (symbol: string): Typesetter =>
  (a, b) => ({
    xml: `${operand(a, SUM)}<mo>${symbol}</mo>${operand(b, SUM)}`,
    level: COMPARISON,
  });

/** A sign at the beginning of the second term goes into the operator. */
function joined(a: Typeset, sign: "+" | "−", b: Typeset, tightness: number): Typeset {
  const second = operand(b, tightness);
  const absorbs = b.signed === true && second.startsWith(MINUS);
  const operator = absorbs ? (sign === "+" ? "−" : "+") : sign;
  const rest = absorbs ? second.slice(MINUS.length) : second;
  return {
    xml: `${operand(a, SUM)}<mo>${operator}</mo>${rest}`,
    level: SUM,
    ...(a.signed && { signed: true }),
  };
}

/** A product without a sign where that is clear, as in 2γx; with a dot between numbers and words. */
function product(a: Typeset, b: Typeset): Typeset {
  const left = operand(a, PRODUCT);
  const right = unsigned(b, PRODUCT);
  const bare = right === b.xml;
  const dotted =
    bare &&
    (b.left === "number" || (b.left === "word" && a.right !== undefined) || a.right === "word");
  return {
    xml: `${left}${dotted ? "<mo>·</mo>" : INVISIBLE_TIMES}${right}`,
    level: PRODUCT,
    ...(a.signed && left === a.xml && { signed: true }),
    ...(left === a.xml && a.left && { left: a.left }),
    ...(bare && b.right && { right: b.right }),
  };
}

function negative(a: Typeset): Typeset {
  const inner = operand(a, PRODUCT);
  if (a.signed && inner.startsWith(MINUS))
    return { xml: inner.slice(MINUS.length), level: PRODUCT };
  return { xml: `${MINUS}${inner}`, level: PRODUCT, signed: true };
}

/** The two branches below each other behind a brace. */
const cases: Typesetter = (condition, a, b) => {
  const cell = (xml: string): string => `<mtd>${row(xml)}</mtd>`;
  const lines = [
    `<mtr>${cell(a.xml)}${cell(`<mtext>if </mtext>${condition.xml}`)}</mtr>`,
    `<mtr>${cell(b.xml)}${cell("<mtext>otherwise</mtext>")}</mtr>`,
  ];
  return { xml: row(`<mo>{</mo><mtable>${lines.join("")}</mtable>`), level: SUM };
};

/** How each op is typeset. */
const TYPESETTERS: { readonly [O in ElementwiseOp]: Typesetter } = {
  neg: negative,
  abs: fenced("|", "|"),
  sign: called("sgn"),
  floor: fenced("⌊", "⌋"),
  sqrt: (a) => atom(`<msqrt>${row(a.xml)}</msqrt>`),
  exp: called("exp"),
  log: called("ln"),
  sin: called("sin"),
  cos: called("cos"),
  tan: called("tan"),
  asin: called("arcsin"),
  acos: called("arccos"),
  atan: called("arctan"),
  sinh: called("sinh"),
  cosh: called("cosh"),
  tanh: called("tanh"),
  add: (a, b) => joined(a, "+", b, SUM),
  sub: (a, b) => joined(a, "−", b, PRODUCT),
  mul: product,
  div: (a, b) => ({ xml: `<mfrac>${row(a.xml)}${row(b.xml)}</mfrac>`, level: PRODUCT }),
  pow: (a, b) => ({
    xml: `<msup>${row(unsigned(a, ATOM))}${row(b.xml)}</msup>`,
    level: POWER,
    ...(a.left && { left: a.left }),
  }),
  min: called("min"),
  max: called("max"),
  less: comparison("&lt;"),
  lessEqual: comparison("≤"),
  select: cases,
};

/** A formula as MathML elements: fractions, powers, Greek letters and indices. */
function expressionMathML(root: Node): Typeset {
  const results = new Map<Node, Typeset>();
  for (const node of topologicalOrder([root])) {
    const [a = EMPTY, b = EMPTY, c = EMPTY] = node.inputs.map((input) => lookUp(results, input));
    results.set(node, isElementwise(node.op) ? TYPESETTERS[node.op](a, b, c) : leaf(node));
  }
  return lookUp(results, root);
}

/** A formula as a factor: in parentheses if it is a sum. */
export function factorMathML(root: Node): Typeset {
  const typeset = expressionMathML(root);
  return typeset.level < PRODUCT ? atom(parentheses(typeset.xml)) : typeset;
}

function leaf(node: Node): Typeset {
  switch (node.op) {
    case "constant":
      return number(node.attributes.value);
    case "parameter":
    case "variable":
    case "argument":
      return name(node.attributes.name);
    case "time":
      return name("t");
    default:
      return name(node.op);
  }
}

function name(text: string): Typeset {
  return isWord(text)
    ? { xml: nameMathML(text), level: ATOM, left: "word", right: "word" }
    : atom(nameMathML(text));
}

function number(value: number): Typeset {
  if (value === Math.PI) return atom("<mi>π</mi>");
  if (value === Math.E) return atom("<mi>e</mi>");
  const sign = value < 0 ? { signed: true } : {};
  const [mantissa = "", exponent] = String(Math.abs(value)).split("e");
  const minus = value < 0 ? MINUS : "";
  const level = value < 0 || exponent !== undefined ? PRODUCT : ATOM;
  if (exponent === undefined) {
    return { xml: `${minus}<mn>${mantissa}</mn>`, level, left: "number", right: "number", ...sign };
  }
  const power = exponent.replace("+", "").replace("-", "−");
  const ten = `<msup><mn>10</mn><mn>${power}</mn></msup>`;
  const xml = mantissa === "1" ? ten : `<mn>${mantissa}</mn><mo>·</mo>${ten}`;
  return { xml: `${minus}${xml}`, level, left: "number", right: "number", ...sign };
}
