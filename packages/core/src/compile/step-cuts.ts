import type { Node } from "../graph/node.ts";
import { perPath } from "../graph/shape.ts";
import { statementCost } from "./statement-cost.ts";
import type { Statement } from "./statements.ts";

/** Instructions of the loop over the tile that a processor's window holds at once, roughly. */
const WINDOW = 200;
const INSTRUCTIONS_PER_CYCLE = 3.5;
/** Cycles a vector that a loop of its own costs: its control, its call. */
const SEGMENT_OVERHEAD = 1.5;
const LOAD_LATENCY = 7;
/** Instructions of storing a value for a later segment. */
const STORE_COST = 1.5;
/** No segment is longer, so that planning stays linear in the size of the step. */
const LONGEST = 120;

const NONE: readonly number[] = [];

/** Statements by numbers, since planning runs cold: values are numbered, statements first. */
interface Numbered {
  /** Per-path operands of each statement, each value once. */
  readonly operands: readonly (readonly number[])[];
  /** The last statement that uses a value; beyond all statements for results of the step. */
  readonly lastUse: Int32Array;
  readonly values: number;
}

/**
 * Positions at which the segments of a step begin: of all ways to cut, the one with the least estimated
 * time, by dynamic programming.
 *
 * @param roots the step's results.
 */
export function chooseCuts(statements: readonly Statement[], roots: readonly Node[]): number[] {
  const count = statements.length;
  const numbered = numberValues(statements, roots);
  const costs = statements.map(statementCost);
  const best = new Float64Array(count + 1).fill(Number.POSITIVE_INFINITY);
  const previous = new Int32Array(count + 1);
  const finish = new Float64Array(numbered.values);
  const seenFrom = new Int32Array(numbered.values).fill(-1);
  best[0] = 0;
  for (let from = 0; from < count; from++) {
    const before = best[from] ?? 0;
    let latency = 0;
    let instructions = 0;
    let passedOn = 0;
    const end = Math.min(count, from + LONGEST);
    for (let at = from; at < end; at++) {
      let start = LOAD_LATENCY;
      const operands = numbered.operands[at] ?? NONE;
      for (let i = 0; i < operands.length; i++) {
        const value = operands[i] ?? 0;
        const made = value >= from && value < at;
        if (made) {
          const ready = finish[value] ?? 0;
          if (ready > start) start = ready;
          if (numbered.lastUse[value] === at) passedOn--;
        } else if (seenFrom[value] !== from) {
          seenFrom[value] = from;
          instructions++;
        }
      }
      const cost = costs[at];
      const ready = start + (cost?.latency ?? 0);
      finish[at] = ready;
      if (ready > latency) latency = ready;
      instructions += cost?.instructions ?? 0;
      passedOn++;
      const total = instructions + STORE_COST * passedOn;
      const time =
        Math.max(total / INSTRUCTIONS_PER_CYCLE, (latency * total) / WINDOW) + SEGMENT_OVERHEAD;
      if (before + time < (best[at + 1] ?? 0)) {
        best[at + 1] = before + time;
        previous[at + 1] = from;
      }
    }
  }
  const cuts: number[] = [];
  for (let at = count; at > 0; at = previous[at] ?? 0) cuts.push(previous[at] ?? 0);
  return cuts.reverse();
}

function numberValues(statements: readonly Statement[], roots: readonly Node[]): Numbered {
  const numbers = new Map<Node, number>();
  statements.forEach(({ result }, i) => {
    numbers.set(result, i);
  });
  const operands = statements.map((statement) => {
    const values: number[] = [];
    for (const node of statement.operands) {
      if (!perPath(node.shape)) continue;
      const known = numbers.get(node);
      const value = known ?? numbers.size;
      if (known === undefined) numbers.set(node, value);
      if (!values.includes(value)) values.push(value);
    }
    return values;
  });
  const lastUse = new Int32Array(numbers.size);
  operands.forEach((values, i) => {
    for (const value of values) lastUse[value] = i;
  });
  for (const root of roots) {
    const value = numbers.get(root);
    if (value !== undefined) lastUse[value] = statements.length;
  }
  return { operands, lastUse, values: numbers.size };
}
