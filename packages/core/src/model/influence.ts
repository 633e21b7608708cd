import { constant } from "../graph/build.ts";
import { differentiate } from "../graph/differentiate.ts";
import { evaluateTemplate } from "../graph/evaluate.ts";
import { topologicalOrder } from "../graph/graph.ts";
import type { Node } from "../graph/node.ts";
import { substitute } from "../graph/rewrite.ts";
import { isConstant } from "../graph/simplify.ts";
import type { Model } from "./model.ts";
import { isProvablyZero } from "./polynomial.ts";
import {
  ANY,
  NEGATIVE,
  NONNEGATIVE,
  POSITIVE,
  type Signs,
  signsOf,
  signsOfNodes,
  ZERO,
} from "./sign.ts";

/** How a species acts on another: the proved sign of ∂drift/∂species; "mixed" where there is no proof. */
export type Influence = "activates" | "represses" | "none" | "mixed";

/** How one species acts on another's drift. */
export interface InfluenceEdge {
  readonly from: string;
  readonly to: string;
  readonly influence: Influence;
}

/**
 * How each species acts on each, by the sign of ∂drift_to/∂from proved from the graph.
 *
 * @param parameters the values for which it is proved.
 */
export function influences(model: Model, parameters: ReadonlyMap<string, number>): InfluenceEdge[] {
  const signs = signContext(model, parameters, provedNonnegative(model, parameters));
  return model.state.flatMap((symbol, i) => {
    const derivatives = differentiate(model.drift, symbol);
    const found = signsOfNodes(derivatives, signs.leaf, signs.numberOf);
    return derivatives.map((derivative, j) => ({
      from: model.species[i]?.name ?? "",
      to: model.species[j]?.name ?? "",
      influence: isProvablyZero(derivative) ? ("none" as const) : influenceOf(found[j] ?? ANY),
    }));
  });
}

function influenceOf(signs: Signs): Influence {
  if (signs === ZERO) return "none";
  if ((signs & NEGATIVE) === 0) return "activates";
  if ((signs & POSITIVE) === 0) return "represses";
  return "mixed";
}

/**
 * Species that are proved to stay at or above zero: their policy keeps them there, or they start there
 * and at zero their diffusion vanishes and their drift doesn't lead below (as long as the others that
 * are proved do the same).
 */
export function provedNonnegative(
  model: Model,
  parameters: ReadonlyMap<string, number>,
): Set<string> {
  const proved = new Set(model.species.map(({ name }) => name));
  for (let shrunk = true; shrunk; ) {
    shrunk = false;
    for (const [i, species] of model.species.entries()) {
      if (!proved.has(species.name) || species.positivity !== "allow") continue;
      if (!staysNonnegative(model, parameters, proved, i)) {
        proved.delete(species.name);
        shrunk = true;
      }
    }
  }
  return proved;
}

function staysNonnegative(
  model: Model,
  parameters: ReadonlyMap<string, number>,
  assumed: ReadonlySet<string>,
  i: number,
): boolean {
  const { leaf, numberOf } = signContext(model, parameters, assumed);
  const symbol = model.state[i];
  const [initial, drift, row] = [model.species[i]?.initial, model.drift[i], model.diffusion[i]];
  if (!symbol || !initial || !drift || !row) return false;
  const isNonnegative = (node: Node): boolean =>
    ((signsOfNodes([node], leaf, numberOf)[0] ?? ANY) & NEGATIVE) === 0;
  if (!startsNonnegative(initial, isNonnegative)) return false;
  const [driftAtZero, ...rowAtZero] = substitute(
    [drift, ...row],
    new Map([[symbol, constant(0)]]),
    "",
  );
  const noiseVanishes = rowAtZero.every(
    (node) => (signsOfNodes([node], leaf, numberOf)[0] ?? ANY) === ZERO || isConstant(node, 0),
  );
  return noiseVanishes && driftAtZero !== undefined && isNonnegative(driftAtZero);
}

/** Poisson counts and lognormal values aren't negative; others by the sign of their expression. */
function startsNonnegative(initial: Node, isNonnegative: (node: Node) => boolean): boolean {
  return initial.op === "poisson" || isNonnegative(initial);
}

interface SignContext {
  readonly leaf: (name: string) => Signs;
  readonly numberOf: (node: Node) => number | undefined;
}

function signContext(
  model: Model,
  parameters: ReadonlyMap<string, number>,
  nonnegative: ReadonlySet<string>,
): SignContext {
  const values = new Map<Node, number | undefined>();
  const numberOf = (node: Node): number | undefined => {
    if (values.has(node)) return values.get(node);
    const leaves = topologicalOrder([node]).filter(({ inputs }) => inputs.length === 0);
    const known = leaves.every(
      (leaf) =>
        leaf.op === "constant" || (leaf.op === "parameter" && parameters.has(leaf.attributes.name)),
    );
    const value = known ? evaluateTemplate(node, parameters) : undefined;
    values.set(node, value);
    return value;
  };
  const leaf = (name: string): Signs => {
    const value = parameters.get(name);
    if (value !== undefined) return signsOf(value);
    if (nonnegative.has(name) || name === model.time.attributes.name) return NONNEGATIVE;
    return ANY;
  };
  return { leaf, numberOf };
}
