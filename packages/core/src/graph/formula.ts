import type { Node } from "./node.ts";
import { OPS } from "./op.ts";

/** Longer formulas are cut off at this many characters. */
const LONGEST = 40;

/** An expression as one short line, such as `dt*K^6`: the name of a value that is passed into a loop. */
export function formula(node: Node): string {
  const text = show(node, 0);
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1)}…`;
}

const PRECEDENCE: Readonly<Record<string, number>> = {
  add: 1,
  sub: 1,
  mul: 2,
  div: 2,
  neg: 3,
  pow: 4,
};

function show(node: Node, outer: number): string {
  switch (node.op) {
    case "constant":
      return shortNumber(node.attributes.value);
    case "parameter":
    case "variable":
    case "argument":
      return node.attributes.name;
    case "stepSize":
      return "dt";
    case "time":
      return "t";
    default:
      return showOp(node, outer);
  }
}

function showOp(node: Node, outer: number): string {
  const { symbol } = OPS[node.op];
  const [a, b] = node.inputs;
  const own = PRECEDENCE[node.op] ?? 0;
  if (!symbol || !a || own === 0)
    return `${node.op}(${node.inputs.map((input) => show(input, 0)).join(", ")})`;
  // a - (b - c) and a / (b * c) need their brackets, a - b - c doesn't.
  const text = b ? `${show(a, own)}${symbol}${show(b, own + 0.5)}` : `${symbol}${show(a, own)}`;
  return own < outer ? `(${text})` : text;
}

function shortNumber(value: number): string {
  return String(Number(value.toPrecision(6)));
}
