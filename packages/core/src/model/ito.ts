import { constant } from "../graph/build.ts";
import { inScope } from "../graph/context.ts";
import { differentiate } from "../graph/differentiate.ts";
import type { Node } from "../graph/node.ts";
import { minus, plus, sum, times } from "../graph/simplify.ts";
import { mayJump } from "./jumps.ts";
import type { Interpretation, Model } from "./model.ts";

/**
 * The same process in another calculus: Stratonovich's a is Itô's a − ½ Σ_jk b_kj ∂b_ij/∂x_k.
 *
 * P. E. Kloeden & E. Platen, Numerical Solution of SDEs (1992), eq. 4.9.11.
 */
export function interpretedAs(model: Model, interpretation: Interpretation): Model {
  if (model.interpretation === interpretation) return model;
  const corrections = driftCorrection(model);
  const combine = interpretation === "ito" ? plus : minus;
  const drift = model.drift.map((node, i) =>
    inScope(model.species[i]?.name ?? "", () =>
      inScope("ito_correction", () => combine(node, corrections[i] ?? constant(0))),
    ),
  );
  return { ...model, interpretation, drift };
}

/** The first species whose diffusion may jump with the state; undefined if none does, and the calculi can be converted. */
export function jumpingDiffusion({ species, state, diffusion }: Model): string | undefined {
  const found = diffusion.findIndex((row) =>
    row.some((entry) => state.some((symbol) => mayJump(entry, symbol))),
  );
  return species[found]?.name;
}

/** ½ Σ_j Σ_k b_kj ∂b_ij/∂x_k, one a species: Itô's drift less Stratonovich's. */
export function driftCorrection({ state, diffusion, species }: Model): Node[] {
  const gradients = state.map((symbol) => differentiate(diffusion.flat(), symbol));
  const columns = diffusion[0]?.length ?? 0;
  return diffusion.map((row, i) =>
    inScope(species[i]?.name ?? "", () =>
      inScope("ito_correction", () => {
        const terms = row.flatMap((_, j) =>
          state.map((__, k) =>
            times(diffusion[k]?.[j] ?? constant(0), gradients[k]?.[i * columns + j] ?? constant(0)),
          ),
        );
        return times(constant(0.5), sum(terms));
      }),
    ),
  );
}
