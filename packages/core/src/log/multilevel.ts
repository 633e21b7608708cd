import type { Level, MultilevelEstimate } from "../estimate/multilevel.ts";

/** An estimate by multilevel Monte Carlo: the document `driftgraph/multilevel`. */
export interface MultilevelRecord {
  /** What was wanted: `sd(mean(x1)) < 1e-3`. */
  readonly target: string;
  readonly value: number;
  /** Its standard error. */
  readonly error: number;
  /** From the coarsest to the finest. */
  readonly levels: readonly Level[];
  /** Additions in all; and those that plain Monte Carlo would take for the same error, with its paths. */
  readonly cost: number;
  readonly plainCost: number;
  readonly plainPaths: number;
}

/** The record of an estimate. */
export function multilevelRecord({ target, ...estimate }: MultilevelEstimate): MultilevelRecord {
  return { target: target.text, ...estimate };
}
