import { constant } from "../graph/build.ts";
import { currentScope, inContext, inScope } from "../graph/context.ts";
import { differentiate } from "../graph/differentiate.ts";
import type { Node } from "../graph/node.ts";
import { substitute } from "../graph/rewrite.ts";
import { sum } from "../graph/simplify.ts";
import type { Model } from "../model/model.ts";
import { timesWithoutRoots } from "./cancel-roots.ts";
import type { SymbolicSde } from "./scheme.ts";
import { component } from "./vector.ts";

/**
 * A model's coefficients as functions that build nodes.
 *
 * @param parameters what each parameter's node is bound to.
 */
export function symbolicSde(model: Model, parameters: ReadonlyMap<Node, Node>): SymbolicSde {
  const bind = (x: readonly Node[], t: Node): Map<Node, Node> => {
    const bindings = new Map(parameters).set(model.time, t);
    for (const [i, symbol] of model.state.entries()) bindings.set(symbol, component(x, i));
    return bindings;
  };
  const place = (scope: string, roots: readonly Node[], x: readonly Node[], t: Node): Node[] =>
    inScope(scope, () => substitute(roots, bind(x, t), currentScope()));
  const columns = model.wiener.length;
  return {
    species: model.species.map((species) => species.name),
    wiener: model.wiener,
    interpretation: model.interpretation,
    drift: (x, t) => place("drift", model.drift, x, t),
    diffusion: (x, t) =>
      columns === 0
        ? model.species.map(() => []) // no noise: rows without columns
        : rowsOf(place("diffusion", model.diffusion.flat(), x, t), columns),
    driftJacobian: (x, t) => {
      const templates = inContext({ scope: "", origin: undefined }, () => driftTemplates(model));
      return rowsOf(place("drift_derivative", templates, x, t), model.species.length);
    },
    diffusionDerivatives: (x, t) => {
      const templates = inContext({ scope: "", origin: undefined }, () => levyTemplates(model));
      const placed = rowsOf(place("diffusion_derivative", templates.flat(2), x, t), columns);
      const rows = model.species.length;
      return model.wiener.map((_, l) => placed.slice(l * rows, (l + 1) * rows));
    },
  };
}

/** ∂a_i/∂x_k as templates, row by row. */
function driftTemplates({ state, drift }: Model): Node[] {
  const columns = state.map((symbol) => differentiate(drift, symbol));
  return drift.flatMap((_, i) => columns.map((column) => component(column, i)));
}

/** L^l b_ij as templates, [l][i][j]. */
function levyTemplates(model: Model): Node[][][] {
  const entries = model.diffusion.flat();
  const gradient = model.state.map((symbol) =>
    rowsOf(differentiate(entries, symbol), model.wiener.length),
  );
  const along = (l: number, i: number, j: number): Node =>
    sum(
      model.diffusion.map((weights, k) =>
        timesWithoutRoots(component(weights, l), gradient[k]?.[i]?.[j] ?? constant(0)),
      ),
    );
  return model.wiener.map((_, l) =>
    model.diffusion.map((row, i) =>
      inScope(model.species[i]?.name ?? "", () => row.map((__, j) => along(l, i, j))),
    ),
  );
}

function rowsOf(entries: readonly Node[], columns: number): Node[][] {
  if (columns === 0) return [];
  return Array.from({ length: entries.length / columns }, (_, i) =>
    entries.slice(i * columns, (i + 1) * columns),
  );
}
