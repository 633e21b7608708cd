import { formula } from "../graph/formula.ts";
import type { Node } from "../graph/node.ts";
import type { Op } from "../graph/op.ts";
import { OPS } from "../graph/op.ts";

/** Operators and functions in the notation of mathematics; the others by their name. */
const SYMBOLS: { readonly [O in Op]?: string } = {
  add: "+",
  sub: "−",
  mul: "×",
  div: "÷",
  pow: "^",
  neg: "−",
  sqrt: "√",
  log: "ln",
  lessEqual: "≤",
  less: "<",
  samplePaths: "sample paths",
  select: "if",
};

const SUBSCRIPTS = "₀₁₂₃₄₅₆₇₈₉";
const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";
const GREEK: Readonly<Record<string, string>> = {
  alpha: "α",
  beta: "β",
  gamma: "γ",
  delta: "δ",
  epsilon: "ε",
  zeta: "ζ",
  eta: "η",
  theta: "θ",
  kappa: "κ",
  lambda: "λ",
  mu: "μ",
  nu: "ν",
  xi: "ξ",
  rho: "ρ",
  sigma: "σ",
  tau: "τ",
  phi: "φ",
  chi: "χ",
  psi: "ψ",
  omega: "ω",
};
/** Longer formulas are cut off at this many characters. */
const LONGEST = 20;
/** Stands for an operand that comes by an edge. */
const OPERAND = "·";

/** A number as it is shown in a picture. */
function showNumber(value: number): string {
  return String(Number(value.toPrecision(5))).replace("-", "−");
}

/** A formula in the notation of mathematics: `sigma*sqrt(dt)` as `σ √(dt)`. */
function typeset(text: string): string {
  return text
    .replace(/[A-Za-z]+/g, (word) => GREEK[word] ?? word)
    .replace(/\^(\d+)(?![\d.])/g, (_, digits: string) => digitsIn(SUPERSCRIPTS, digits))
    .replaceAll("sqrt", "√")
    .replaceAll("*", "\u2009")
    .replaceAll("-", "−");
}

/** A label that fits a box; the whole formula is in the box's title. */
function shortened(label: string): string {
  const characters = [...label];
  return characters.length <= LONGEST ? label : `${characters.slice(0, LONGEST - 1).join("")}…`;
}

/** What a leaf is called. */
export function leafLabel(node: Node): string {
  switch (node.op) {
    case "constant":
      return showNumber(node.attributes.value);
    case "parameter":
    case "variable":
    case "argument":
      return shortened(typeset(node.attributes.name));
    case "stepSize":
      return "dt";
    case "time":
      return "t";
    case "unit":
      return shortened(`unit ${typeset(node.attributes.of)}`);
    case "normal":
    case "uniform":
    case "poisson":
      return `${noiseName(node.op)}${subscript(node.attributes.channel + 1)}`;
    default:
      return SYMBOLS[node.op] ?? node.op;
  }
}

/** What a node is called, with the operands that are written into it rather than drawn. */
export function nodeLabel(node: Node, isInline: (input: Node) => boolean): string {
  if (OPS[node.op].family === "source") return leafLabel(node);
  const symbol = SYMBOLS[node.op] ?? node.op;
  const [a, b] = node.inputs;
  if (!a || OPS[node.op].family === "summary") return symbol;
  const parts = node.inputs.map((input) => (isInline(input) ? leafLabel(input) : OPERAND));
  if (parts.every((part) => part !== OPERAND)) return shortened(typeset(formula(node)));
  if (node.op === "abs") return `|${OPERAND}|`;
  if (!b) return symbol;
  if (node.op === "mul" && a === b) return `${OPERAND}²`;
  return binaryLabel(node.op, symbol, parts);
}

function binaryLabel(op: Op, symbol: string, parts: readonly string[]): string {
  const [first = OPERAND, second = OPERAND] = parts;
  if (parts.every((part) => part === OPERAND)) return symbol;
  if (OPS[op].symbol === undefined) return `${symbol}(${parts.join(", ")})`;
  if (OPS[op].commutative) return `${symbol} ${first === OPERAND ? second : first}`;
  return op === "pow" ? typeset(`${first}^${second}`) : `${first} ${symbol} ${second}`;
}

function noiseName(op: "normal" | "uniform" | "poisson"): string {
  return { normal: "Z", uniform: "U", poisson: "Poisson " }[op];
}

function subscript(value: number): string {
  return digitsIn(SUBSCRIPTS, String(value));
}

function digitsIn(alphabet: string, digits: string): string {
  return [...digits].map((digit) => alphabet[Number(digit)] ?? digit).join("");
}
