import type { Model } from "../model/model.ts";
import { proveNoise } from "../model/noise-structure.ts";
import { calculusRefusal, defaultSchemeFor, SCHEMES } from "../schemes/registry.ts";

/** What a scheme is worth for a model. */
export interface Candidate {
  readonly name: string;
  readonly title: string;
  /** Whether it is what a run takes by default. */
  readonly isDefault: boolean;
  /** Whether the drift is converted to the scheme's calculus first. */
  readonly converts: boolean;
  /** Whether it can adapt its steps to an estimate of their error. */
  readonly adapts: boolean;
  /** Its orders for this model; undefined if it doesn't apply. */
  readonly order:
    | { readonly strong: number | undefined; readonly weak: number | undefined }
    | undefined;
  /** Why it doesn't apply. */
  readonly refusal: string | undefined;
}

/** Every scheme with the orders that it has for a model's proved noise, or why it doesn't apply. */
export function candidates(model: Model): Candidate[] {
  const { structure } = proveNoise(model);
  const chosen = defaultSchemeFor(model);
  // Where no diffusion depends on the state, both calculi have the same drift.
  const differs = structure !== "none" && structure !== "additive";
  return SCHEMES.map((scheme) => {
    const order = scheme.order(structure);
    const refusal = "refusal" in order ? order.refusal : calculusRefusal(model, scheme);
    return {
      name: scheme.name,
      title: scheme.title,
      isDefault: scheme === chosen,
      converts: differs && !scheme.interpretations.includes(model.interpretation),
      adapts: scheme.squaredError !== undefined,
      order: refusal === undefined && !("refusal" in order) ? order : undefined,
      refusal,
    };
  });
}
