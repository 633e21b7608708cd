import type { Node } from "../graph/node.ts";
import { perPath } from "../graph/shape.ts";
import { statementCost } from "./statement-cost.ts";
import type { Statement } from "./statements.ts";

/** Statements in the order in which they run, and the mask that makes them needless where it is set. */
export interface Part {
  readonly statements: readonly Statement[];
  readonly unless?: Node;
}

/** Instructions that are worth a branch, which a processor may foresee wrongly. */
const WORTH_A_BRANCH = 200;

/**
 * Splits statements so that those which matter only where a mask isn't set stand alone: what the third
 * operands of its `select`s are made of, and nothing else is. Where all paths of a turn have the mask they
 * needn't run; no value changes by that.
 *
 * @param roots what else is used of the statements.
 */
export function splitLazy(statements: readonly Statement[], roots: readonly Node[]): Part[] {
  const users = usersOf(statements);
  const results = new Set(roots);
  const isOnlyFor = (node: Node, part: ReadonlySet<Statement>, select: Node): boolean =>
    !results.has(node) &&
    (users.get(node) ?? []).every((user) => part.has(user) || isOtherwise(user, select, node));
  const split = (given: readonly Statement[]): Part[] => {
    const conditions = new Set(
      given.filter(isPathSelect).flatMap(({ operands: [of] }) => of ?? []),
    );
    for (const unless of conditions) {
      const lazy = new Set<Statement>();
      for (const statement of given.toReversed()) {
        if (isOnlyFor(statement.result, lazy, unless)) lazy.add(statement);
      }
      const inOrder = given.filter((statement) => lazy.has(statement));
      const instructions = inOrder.reduce((sum, one) => sum + statementCost(one).instructions, 0);
      if (instructions < WORTH_A_BRANCH) continue;
      const [before, after] = around(given, lazy);
      return [...split(before), { statements: inOrder, unless }, ...split(after)];
    }
    return given.length > 0 ? [{ statements: given }] : [];
  };
  return split(statements);
}

function isPathSelect({ op, operands: [condition] }: Statement): boolean {
  return op === "select" && condition !== undefined && perPath(condition.shape);
}

/** Whether a statement is a `select` by a condition that takes a value only where that doesn't hold. */
function isOtherwise({ op, operands }: Statement, condition: Node, node: Node): boolean {
  return op === "select" && operands[0] === condition && operands[1] !== node && condition !== node;
}

function usersOf(statements: readonly Statement[]): Map<Node, Statement[]> {
  const users = new Map<Node, Statement[]>();
  for (const statement of statements) {
    for (const node of new Set(statement.operands)) {
      const known = users.get(node);
      if (known) known.push(statement);
      else users.set(node, [statement]);
    }
  }
  return users;
}

/** The other statements, by whether anything that they need is among some. */
function around(
  given: readonly Statement[],
  some: ReadonlySet<Statement>,
): [before: Statement[], after: Statement[]] {
  const later = new Set([...some].map(({ result }) => result));
  const [before, after]: [Statement[], Statement[]] = [[], []];
  for (const statement of given) {
    if (some.has(statement)) continue;
    const waits = statement.operands.some((node) => later.has(node));
    if (waits) later.add(statement.result);
    (waits ? after : before).push(statement);
  }
  return [before, after];
}
