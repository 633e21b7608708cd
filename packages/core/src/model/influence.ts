import { constant } from "../graph/build.ts";
import { differentiate } from "../graph/differentiate.ts";
import type { Node } from "../graph/node.ts";
import { substitute } from "../graph/rewrite.ts";
import { type Interval, type LeafBounds, NONNEGATIVE, point, WHOLE } from "./interval.ts";
import { mayJump } from "./jumps.ts";
import { leavesOf } from "./leaves.ts";
import type { Model } from "./model.ts";
import { provedBounds } from "./proved-bounds.ts";

/** How a species acts on another: the proved sign of ∂drift/∂species; "mixed" where there is no proof. */
export type Influence = "activates" | "represses" | "none" | "mixed";

/** How one species acts on another's drift. */
export interface InfluenceEdge {
  readonly from: string;
  readonly to: string;
  readonly influence: Influence;
}

/**
 * How each species acts on each, by the sign of ∂drift_to/∂from proved from the graph: it is never of
 * the other sign, whatever the state. Species count as nonnegative only if that is proved. A drift
 * that may jump as a species changes is mixed.
 *
 * @param parameters the values for which it is proved.
 */
export function influences(model: Model, parameters: ReadonlyMap<string, number>): InfluenceEdge[] {
  const leaf = leafBounds(model, parameters, provedNonnegative(model, parameters));
  const leaves = model.drift.map(leavesOf);
  return model.state.flatMap((symbol, i) =>
    model.drift.map((drift, j) => ({
      from: model.species[i]?.name ?? "",
      to: model.species[j]?.name ?? "",
      influence: leaves[j]?.has(symbol) ? influenceOn(drift, symbol, leaf) : "none",
    })),
  );
}

function influenceOn(drift: Node, symbol: Node, leaf: LeafBounds): Influence {
  if (mayJump(drift, symbol)) return "mixed";
  const [derivative = constant(Number.NaN)] = differentiate([drift], symbol);
  return influenceOf(provedBounds(derivative, leaf));
}

function influenceOf({ low, high }: Interval): Influence {
  if (low === 0 && high === 0) return "none";
  if (low >= 0) return "activates";
  return high <= 0 ? "represses" : "mixed";
}

/**
 * Species that are proved to stay at or above zero: their policy keeps them there, or they start there
 * and at zero their diffusion vanishes and their drift doesn't lead below, as long as the others that
 * are proved stay there too.
 *
 * A. Milian, Colloq. Math. 68 (1995) 297–302: for Lipschitz coefficients this is sufficient, for the
 * solution itself; a scheme's steps may still overshoot.
 */
export function provedNonnegative(
  model: Model,
  parameters: ReadonlyMap<string, number>,
): Set<string> {
  const proved = new Set(model.species.map(({ name }) => name));
  for (let before = Number.POSITIVE_INFINITY; proved.size < before; ) {
    before = proved.size;
    for (const [i, { name, positivity }] of model.species.entries()) {
      const kept = positivity !== "allow" || staysNonnegative(model, parameters, proved, i);
      if (!kept) proved.delete(name);
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
  const symbol = model.state[i];
  const [initial, drift, row] = [model.species[i]?.initial, model.drift[i], model.diffusion[i]];
  if (!symbol || !initial || !drift || !row) return false;
  const leaf = leafBounds(model, parameters, assumed);
  const bounds = (node: Node): Interval => provedBounds(node, leaf);
  const atZero = new Map<Node, Node>([[symbol, constant(0)]]);
  const [driftAtZero, ...noiseAtZero] = substitute([drift, ...row], atZero, "");
  return (
    bounds(initial).low >= 0 &&
    driftAtZero !== undefined &&
    bounds(driftAtZero).low >= 0 &&
    noiseAtZero.every((node) => bounds(node).low === 0 && bounds(node).high === 0)
  );
}

/** What is known of the leaves of a model's formulas, if some species are at or above zero. */
export function leafBounds(
  { time }: Model,
  parameters: ReadonlyMap<string, number>,
  nonnegative: ReadonlySet<string>,
): LeafBounds {
  return (node) => {
    switch (node.op) {
      case "parameter": {
        const value = parameters.get(node.attributes.name);
        return value === undefined ? WHOLE : point(value);
      }
      case "variable":
        return node === time || nonnegative.has(node.attributes.name) ? NONNEGATIVE : WHOLE;
      case "uniform":
        return { low: 0, high: 1 };
      case "poisson":
        return NONNEGATIVE;
      default:
        return WHOLE;
    }
  };
}
