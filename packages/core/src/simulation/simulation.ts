import type { Graph } from "../graph/graph.ts";
import type { Model } from "../model/model.ts";
import type { NoiseStructure } from "../model/noise-structure.ts";
import type { Order, Scheme } from "../schemes/scheme.ts";

/** A model with a scheme, as one graph from parameters to summaries. */
export interface Simulation {
  readonly model: Model;
  readonly scheme: Scheme;
  readonly noise: NoiseStructure;
  readonly order: Order;
  /** Species, then observables: what is summarized and logged, in this order. */
  readonly series: readonly string[];
  /**
   * Outputs: for each series `<name>/<summary>` with the summary op's name, and for each species
   * with a positivity policy `<name>/violations`; for each event `<name>/occurrences`.
   */
  readonly graph: Graph;
}
