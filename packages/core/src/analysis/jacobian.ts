import { constant } from "../graph/build.ts";
import { differentiate } from "../graph/differentiate.ts";
import type { Node } from "../graph/node.ts";
import type { Model } from "../model/model.ts";

/** The Jacobian of a model's drift from its graph: [i][k] = ∂a_i/∂x_k, over parameters, state and t. */
export function jacobian({ state, drift }: Pick<Model, "state" | "drift">): Node[][] {
  const columns = state.map((symbol) => differentiate(drift, symbol));
  return drift.map((_, i) => columns.map((column) => column[i] ?? constant(Number.NaN)));
}
