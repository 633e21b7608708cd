import type { MultilevelEstimate } from "../estimate/multilevel.ts";

/** An estimate by multilevel Monte Carlo: the document `driftgraph/multilevel`, with its target as text. */
export type MultilevelRecord = Omit<MultilevelEstimate, "target"> & { readonly target: string };

/** The record of an estimate. */
export function multilevelRecord({ target, ...estimate }: MultilevelEstimate): MultilevelRecord {
  return { target: target.text, ...estimate };
}
