import { constant } from "../graph/build.ts";
import { topologicalOrder } from "../graph/graph.ts";
import type { Node } from "../graph/node.ts";
import { substitute } from "../graph/rewrite.ts";
import { expressionText } from "../model/expression-text.ts";
import { leafBounds, provedNonnegative } from "../model/influence.ts";
import { boundsOf, type Interval, type LeafBounds } from "../model/interval.ts";
import type { Model, Positivity } from "../model/model.ts";
import { provedBounds } from "../model/proved-bounds.ts";

/** What happens to a species at zero. */
export interface Boundary {
  readonly species: string;
  readonly positivity: Positivity;
  /** Whether the solution itself is proved to stay at or above zero. */
  readonly stays: boolean;
  /** Why it stays, or what may lead it below. */
  readonly reasons: readonly string[];
}

/** A formula that has no value for some states that a step may lead to. */
export interface UndefinedFormula {
  /** `sqrt(x)`. */
  readonly formula: string;
  /** `drift of x1` or `diffusion of x1`. */
  readonly where: string;
  /** The species that it depends on and that steps may lead below zero. */
  readonly species: readonly string[];
  /** Whether it has none for some states at or above zero either, so that no positivity policy is enough. */
  readonly beyondPositivity: boolean;
}

/**
 * Whether each species stays at or above zero, by the signs of its drift and diffusion there: with x = 0
 * the diffusion must vanish and the drift not lead below, whatever the other species are.
 *
 * A. Milian, Colloq. Math. 68 (1995) 297–302.
 */
export function boundaries(model: Model, parameters: ReadonlyMap<string, number>): Boundary[] {
  const nonnegative = provedNonnegative(model, parameters);
  const leaf = leafBounds(model, parameters, nonnegative);
  return model.species.map(({ name, positivity, initial }, i) => {
    const symbol = model.state[i] ?? constant(Number.NaN);
    const atZero = new Map<Node, Node>([[symbol, constant(0)]]);
    const [drift, ...noise] = substitute(
      [model.drift[i] ?? constant(0), ...(model.diffusion[i] ?? [])],
      atZero,
      "",
    ).map((node) => provedBounds(node, leaf));
    const led = [
      ...((drift?.low ?? Number.NaN) >= 0 ? [] : ["at zero the drift may lead below"]),
      ...(noise.every(isZero) ? [] : ["at zero the diffusion doesn't vanish"]),
    ];
    const against = provedBounds(initial, leaf).low >= 0 ? led : ["it may start below zero"];
    const stays = against.length === 0;
    const reasons = stays
      ? ["at zero the diffusion vanishes and the drift doesn't lead below"]
      : against;
    return { species: name, positivity, stays, reasons };
  });
}

const isZero = ({ low, high }: Interval): boolean => low === 0 && high === 0;

/**
 * Square roots, logarithms and broken powers of what may become negative: a step of a scheme can
 * overshoot zero even where the solution can't, unless a positivity policy acts.
 */
export function undefinedFormulas(
  model: Model,
  parameters: ReadonlyMap<string, number>,
): UndefinedFormula[] {
  const kept = new Set(
    model.species.flatMap(({ name, positivity }) => (positivity === "allow" ? [] : [name])),
  );
  const leaf = leafBounds(model, parameters, kept);
  const all = new Set(model.species.map(({ name }) => name));
  const leafIfAllKept = leafBounds(model, parameters, all);
  const formulas = model.species.flatMap(({ name }, i) => [
    { where: `drift of ${name}`, root: model.drift[i] },
    ...(model.diffusion[i] ?? []).map((root) => ({ where: `diffusion of ${name}`, root })),
  ]);
  return formulas.flatMap(({ where, root }) =>
    (root ? topologicalOrder([root]) : [])
      .filter((node) => mayBeUndefined(node, leaf))
      .map((node) => ({
        formula: expressionText(node),
        where,
        species: speciesBelow(model, node, kept),
        beyondPositivity: mayBeUndefined(node, leafIfAllKept),
      })),
  );
}

function mayBeUndefined(node: Node, leaf: LeafBounds): boolean {
  const [a, b] = node.inputs;
  if (!a) return false;
  if (node.op === "sqrt" || node.op === "log") return !(provedBounds(a, leaf).low >= 0);
  if (node.op !== "pow" || !b) return false;
  const exponent = boundsOf(b, leaf);
  const whole = exponent.low === exponent.high && Number.isInteger(exponent.low);
  return !whole && !(provedBounds(a, leaf).low >= 0);
}

function speciesBelow(model: Model, node: Node, kept: ReadonlySet<string>): string[] {
  const below = new Set(topologicalOrder([node]));
  return model.species.flatMap(({ name }, i) => {
    const symbol = model.state[i];
    return symbol && below.has(symbol) && !kept.has(name) ? [name] : [];
  });
}
