import type { Node } from "../graph/node.ts";

/** Itô or Stratonovich: how the stochastic integral is meant. */
export type Interpretation = "ito" | "stratonovich";

/** What happens when a species would become negative: nothing, max(x, 0), |x|, or the path stops. */
export type Positivity = "allow" | "clip" | "reflect" | "stop";

/** A parameter of a model: a number, or an expression of other parameters. */
export interface Parameter {
  readonly name: string;
  /** The default: a scalar node over other `parameter` nodes (a `constant` for a plain number). */
  readonly value: Node;
  readonly title?: string;
  readonly unit?: string;
}

/** A component of the state. */
export interface Species {
  readonly name: string;
  readonly title?: string;
  readonly unit?: string;
  readonly positivity: Positivity;
  /**
   * The initial value: scalar over parameters, or per path for a distribution
   * (its `normal`/`uniform`/`poisson` sources use stream `initial`, one channel a species).
   */
  readonly initial: Node;
  /** The histograms' range, where the model asks for one; found by a pilot otherwise. */
  readonly range?: readonly [low: number, high: number];
}

/** A named expression of the state (and t), summarized and logged like a species. */
export interface Observable {
  readonly name: string;
  readonly title?: string;
  readonly unit?: string;
  readonly value: Node;
}

/** A condition of the state that is watched at every step: a fate, or something that happens. */
export interface ModelEvent {
  readonly name: string;
  /** What it means that the condition holds, such as "gene 1 on". */
  readonly title?: string;
  /** A truth value over the state, parameters and time. */
  readonly when: Node;
}

/** The run that shows what a model does, used when the caller says nothing else. */
export interface TypicalRun {
  readonly paths: number;
  readonly tEnd: number;
  readonly dt: number;
}

/**
 * A stochastic differential equation dx = a(x, t) dt + b(x, t) dW, ready to be built into a graph.
 *
 * The nodes of `drift`, `diffusion` and `observables` are templates over `parameter` nodes and the
 * `variable` nodes `state[i]` and `time`; a scheme substitutes these.
 */
export interface Model {
  readonly name: string;
  readonly title?: string;
  readonly description?: string;
  /** Where the model is from: an article, a book, a DOI. */
  readonly source?: string;
  readonly interpretation: Interpretation;
  readonly timeUnit?: string;
  readonly parameters: readonly Parameter[];
  readonly species: readonly Species[];
  /** Names of the Wiener processes, in the order of the diffusion's columns. */
  readonly wiener: readonly string[];
  readonly observables: readonly Observable[];
  readonly events: readonly ModelEvent[];
  readonly time: Node<"variable">;
  /** One free symbol a species, per path. */
  readonly state: readonly Node<"variable">[];
  /** a_i, one a species. */
  readonly drift: readonly Node[];
  /** b_ij, one row a species and one column a Wiener process; structural zeros are constant 0. */
  readonly diffusion: readonly (readonly Node[])[];
  readonly run: TypicalRun;
  /** The file that the model was defined in, if known. */
  readonly file?: string;
}
