import { EVALUATE } from "../graph/elementwise.ts";
import { topologicalOrder } from "../graph/graph.ts";
import type { Node } from "../graph/node.ts";
import { isElementwise, type Op } from "../graph/op.ts";
import type { Model } from "../model/model.ts";
import type { VisitedState } from "./rounding.ts";

/** A condition that has no value in some states, where it counts as not holding. */
export interface UndefinedCondition {
  readonly event: string;
  /** On how many of the paths that were looked at, at some time. */
  readonly paths: number;
  /** The first such state. */
  readonly at: VisitedState;
}

/** Ops that have no value for some finite numbers. */
const PARTIAL: ReadonlySet<Op> = new Set(["div", "sqrt", "log", "pow", "asin", "acos"]);

/**
 * The events whose conditions compare what isn't a number, such as the logarithm of a negative one, where
 * that decides: `x > 0 and log(x) < 1` has a value everywhere.
 *
 * @param paths states of some paths.
 */
export function undefinedConditions(
  { events, state, time }: Pick<Model, "events" | "state" | "time">,
  parameters: ReadonlyMap<string, number>,
  paths: readonly (readonly VisitedState[])[],
): UndefinedCondition[] {
  return events.flatMap(({ name, when }) => {
    const order = topologicalOrder([when]);
    if (!order.some(({ op }) => PARTIAL.has(op))) return [];
    const isUndefined = (visited: VisitedState): boolean => {
      const given = new Map<Node, number>([[time, visited.time]]);
      visited.x.forEach((value, i) => {
        const species = state[i];
        if (species) given.set(species, value);
      });
      return visited.x.every(Number.isFinite) && Number.isNaN(resultOf(order, given, parameters));
    };
    const found = paths.flatMap((path) => path.find(isUndefined) ?? []);
    const [at] = found;
    return at ? [{ event: name, paths: found.length, at }] : [];
  });
}

/** The value of the last of some nodes; NaN if it hangs on a comparison with what isn't a number. */
function resultOf(
  order: readonly Node[],
  given: ReadonlyMap<Node, number>,
  parameters: ReadonlyMap<string, number>,
): number {
  const values = new Map(given);
  let last = Number.NaN;
  for (const node of order) {
    last = values.get(node) ?? evaluate(node, values, parameters);
    values.set(node, last);
  }
  return last;
}

function evaluate(
  node: Node,
  values: ReadonlyMap<Node, number>,
  parameters: ReadonlyMap<string, number>,
): number {
  if (node.op === "constant") return node.attributes.value;
  if (node.op === "parameter" || node.op === "variable")
    return parameters.get(node.attributes.name) ?? Number.NaN;
  if (!isElementwise(node.op)) return Number.NaN;
  const [a = 0, b = 0, c = 0] = node.inputs.map((input) => values.get(input) ?? Number.NaN);
  const isComparison = node.op === "less" || node.op === "lessEqual";
  if (isComparison && (Number.isNaN(a) || Number.isNaN(b))) return Number.NaN;
  // Whatever an unknown condition chooses between may be the same.
  if (node.op === "select" && Number.isNaN(a)) return b === c ? b : Number.NaN;
  return EVALUATE[node.op](a, b, c);
}
