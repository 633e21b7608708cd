import type { ElementwiseOp } from "../graph/op.ts";
import type { Statement } from "./statements.ts";

/** Rough cost of a statement on one vector: cycles until its result is there, and instructions. */
export interface StatementCost {
  readonly latency: number;
  readonly instructions: number;
}

const simple: StatementCost = { latency: 4, instructions: 1 };
const division: StatementCost = { latency: 12, instructions: 1 };
const library: StatementCost = { latency: 60, instructions: 30 };
const long: StatementCost = { latency: 150, instructions: 120 };

/** Costs as on current x86 cores; only used to decide where to cut, so a factor is nothing. */
const COSTS: { readonly [O in ElementwiseOp]: StatementCost } = {
  neg: simple,
  abs: simple,
  sign: { latency: 6, instructions: 5 },
  floor: { latency: 8, instructions: 1 },
  sqrt: { latency: 15, instructions: 1 },
  exp: library,
  log: library,
  sin: long,
  cos: long,
  tan: long,
  asin: library,
  acos: library,
  atan: library,
  sinh: long,
  cosh: long,
  tanh: long,
  add: simple,
  sub: simple,
  mul: simple,
  div: division,
  pow: long,
  min: { latency: 8, instructions: 5 },
  max: { latency: 8, instructions: 5 },
  less: simple,
  lessEqual: simple,
  select: { latency: 3, instructions: 3 },
};

/** The cost of a statement. */
export function statementCost(statement: Statement): StatementCost {
  if (statement.op === "treeNormal") return long;
  if (statement.op !== "sum") return COSTS[statement.op];
  const { length } = statement.terms;
  return { latency: 4 * Math.max(1, length - 1), instructions: length };
}
