import type { Node } from "../graph/node.ts";
import { type KernelPlan, masksOf } from "./kernel-plan.ts";
import { type Part, splitLazy } from "./lazy-statements.ts";
import { statementCost } from "./statement-cost.ts";
import { type Statement, selectStatements } from "./statements.ts";
import { chooseCuts } from "./step-cuts.ts";

/** A part of the step that is a loop over the tile of its own. */
export interface Segment {
  readonly statements: readonly Statement[];
  /** Values of earlier segments that are read here, and those computed here for later ones. */
  readonly reads: readonly Node[];
  readonly writes: readonly Node[];
  /** States whose next value is stored at the end of this segment, and masks that are counted in it. */
  readonly states: readonly number[];
  readonly masks: readonly number[];
  /** A value of an earlier segment: a turn whose paths all have this mask needn't run. */
  readonly unless?: Node;
}

/** The step, cut into segments; values that pass from one to another lie in planes. */
export interface StepPlan {
  readonly segments: readonly Segment[];
  readonly planeOf: ReadonlyMap<Node, number>;
  readonly planes: number;
}

/**
 * Plans the step as one or more loops over the tile.
 *
 * A step is a long chain of dependent instructions (stage after stage), and a processor overlaps only
 * as many turns of a loop as fit into its window; short loops, whose values pass through planes in L1,
 * keep it busy where one long loop would wait. Cuts are where the estimated time is least.
 */
export function planStep(plan: KernelPlan, fma: boolean): StepPlan {
  const { next, planes, done } = plan;
  const masks = masksOf(plan);
  const roots = [...next, ...masks, ...(done ? [done] : [])];
  const statements = inOrderOfTime(selectStatements(roots, fma));
  // What is repeated until each path is done is one loop: paths wait for few others, not for a tile.
  const split = done
    ? [{ statements }]
    : splitLazy(statements, roots).flatMap((part) => cut(part, statements, roots));
  const parts = split.length === 0 ? [{ statements: [] }] : split;
  return assemble(parts, { next, masks, planes });
}

/** A part's segments; what other parts use of it is passed on, like the step's results. */
function cut(
  { statements, unless }: Part,
  all: readonly Statement[],
  roots: readonly Node[],
): Part[] {
  // What rarely runs is one loop: to find that it needn't costs a turn of each.
  if (unless) return [{ statements, unless }];
  const own = new Set(statements);
  const elsewhere =
    own.size === all.length ? [] : all.flatMap((one) => (own.has(one) ? [] : one.operands));
  const cuts = chooseCuts(statements, [...roots, ...elsewhere]);
  return cuts.map((from, i) => ({ statements: statements.slice(from, cuts[i + 1]) }));
}

/** Sorts statements by when they could start, so that equal stages of all species stand together. */
function inOrderOfTime(statements: readonly Statement[]): Statement[] {
  const finish = new Map<Node, number>();
  const timed = statements.map((statement) => {
    const start = Math.max(0, ...statement.operands.map((node) => finish.get(node) ?? 0));
    const end = start + statementCost(statement).latency;
    finish.set(statement.result, end);
    return { statement, end };
  });
  return timed.sort((a, b) => a.end - b.end).map(({ statement }) => statement);
}

interface Results {
  readonly next: readonly Node[];
  readonly masks: readonly Node[];
  readonly planes: readonly Node[];
}

/** Works out what passes between segments, and where results are stored. */
function assemble(parts: readonly Part[], { next, masks, planes }: Results): StepPlan {
  const last = parts.length - 1;
  const madeIn = new Map<Node, number>();
  const readIn = new Map<Node, Set<number>>();
  parts.forEach(({ statements, unless }, s) => {
    if (unless) noteRead(readIn, unless, s);
    for (const { operands, result } of statements) {
      madeIn.set(result, s);
      for (const node of operands) noteRead(readIn, node, s);
    }
  });
  for (const node of next) if (!madeIn.has(node)) noteRead(readIn, node, last);
  // A state's plane may be overwritten once nothing reads its old value any more.
  const storedIn = next.map((node, i) => {
    const made = madeIn.get(node) ?? last;
    const old = planes[i];
    const lastRead = old ? Math.max(-1, ...(readIn.get(old) ?? [])) : -1;
    return made >= lastRead ? made : last;
  });
  next.forEach((node, i) => noteRead(readIn, node, storedIn[i] ?? last));
  const countedIn = masks.map((node) => madeIn.get(node) ?? last);
  masks.forEach((node, i) => noteRead(readIn, node, countedIn[i] ?? last));
  const isPassed = (node: Node, s: number): boolean => {
    const made = madeIn.get(node);
    return made !== undefined && made < s;
  };
  const segments = parts.map(({ statements, unless }, s): Segment => {
    const read = [...readIn]
      .filter(([node, where]) => where.has(s) && isPassed(node, s))
      .map(([node]) => node);
    const writes = statements
      .map(({ result }) => result)
      .filter((node) => [...(readIn.get(node) ?? [])].some((where) => where > s));
    return {
      statements,
      reads: read,
      writes,
      states: indicesOf(storedIn, s),
      masks: indicesOf(countedIn, s),
      ...(unless && { unless }),
    };
  });
  return { segments, ...assignPlanes(segments, readIn) };
}

function noteRead(readIn: Map<Node, Set<number>>, node: Node, segment: number): void {
  const where = readIn.get(node) ?? new Set();
  readIn.set(node, where.add(segment));
}

function indicesOf(values: readonly number[], value: number): number[] {
  return values.flatMap((candidate, i) => (candidate === value ? [i] : []));
}

/** Gives each passed value a plane, reused after its last reader. */
function assignPlanes(
  segments: readonly Segment[],
  readIn: ReadonlyMap<Node, ReadonlySet<number>>,
): Pick<StepPlan, "planeOf" | "planes"> {
  const planeOf = new Map<Node, number>();
  const free: number[] = [];
  let planes = 0;
  segments.forEach(({ reads, writes }, s) => {
    for (const node of writes) planeOf.set(node, free.pop() ?? planes++);
    for (const node of reads) {
      const plane = planeOf.get(node);
      if (plane !== undefined && Math.max(...(readIn.get(node) ?? [])) === s) free.push(plane);
    }
  });
  return { planeOf, planes };
}
