import { type Equilibrium, equilibria } from "@driftgraph/core";
import type { EquilibriumLook } from "../../charts/marks/equilibrium.ts";
import { numberText } from "../../charts/number-text.ts";
import type { LoggedModel } from "./logged-model.ts";

/** The points where a model's drift vanishes. */
export interface RestPoints {
  readonly points: readonly Equilibrium[];
  /** Whether they fill a line or more. */
  readonly continuum: boolean;
}

const known = new WeakMap<LoggedModel, RestPoints>();

/** The equilibria of a logged model; looked for once. */
export function restPoints(logged: LoggedModel): RestPoints {
  const found = known.get(logged) ?? equilibria(logged.model, logged.parameters);
  known.set(logged, found);
  return found;
}

export function lookOf({ kind, stable }: Equilibrium): EquilibriumLook {
  if (stable) return "stable";
  if (kind.startsWith("saddle")) return "saddle";
  return kind.startsWith("unstable") ? "unstable" : "undecided";
}

/** Eigenvalues as people write them; of a conjugate pair once, with ±. */
export function eigenvalueText({ eigenvalues }: Equilibrium): string {
  return eigenvalues
    .flatMap(({ re, im }) => {
      if (im === 0) return [numberText(re)];
      return im > 0 ? [`${numberText(re)} ± ${numberText(im)} i`] : [];
    })
    .join(", ");
}
