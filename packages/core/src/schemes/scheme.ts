import type { Node } from "../graph/node.ts";
import type { Stream } from "../graph/op.ts";
import type { Interpretation } from "../model/model.ts";
import type { NoiseStructure } from "../model/noise-structure.ts";

/** Orders of convergence; undefined where none is proved. */
export interface Order {
  readonly strong: number | undefined;
  readonly weak: number | undefined;
}

/** An SDE as a scheme sees it: coefficient functions that build nodes in the current scope. */
export interface SymbolicSde {
  readonly species: readonly string[];
  readonly wiener: readonly string[];
  readonly interpretation: Interpretation;
  /** a(x, t), one node a species. */
  drift(x: readonly Node[], t: Node): Node[];
  /** b(x, t), one row a species, one column a Wiener process. */
  diffusion(x: readonly Node[], t: Node): Node[][];
  /** ∂a_i/∂x_k at (x, t), from the graph, as [i][k]. */
  driftJacobian(x: readonly Node[], t: Node): Node[][];
  /** L^l b_ij = Σ_k b_kl ∂b_ij/∂x_k at (x, t), from the graph, as [l][i][j]. */
  diffusionDerivatives(x: readonly Node[], t: Node): Node[][][];
}

/** What a step is given. */
export interface StepInputs {
  readonly sde: SymbolicSde;
  readonly x: readonly Node[];
  readonly t: Node;
  readonly dt: Node;
  /** √dt, scalar. */
  readonly sqrtDt: Node;
  /** Standard normals of a stream, one a Wiener process; further blocks of them are independent. */
  normals(stream: Stream, block?: number): Node[];
}

/** A one-step method for SDEs, with what it converges to and where that was proved. */
export interface Scheme {
  /** Kebab-case name, as in `--scheme euler-maruyama`. */
  readonly name: string;
  readonly title: string;
  readonly citation: string;
  /** The calculus it integrates natively; a model of the other is converted first. */
  readonly interpretations: readonly Interpretation[];
  /** Its order for a proved noise structure, or the reason why it doesn't apply. */
  order(noise: NoiseStructure): Order | { readonly refusal: string };
  /** The next state, one node a species. */
  step(inputs: StepInputs): Node[];
  /**
   * An estimate of a step's squared error, one a species, from an embedded method of lower order; only
   * schemes that have one can adapt their steps. It is the mean over the noise, and so known before the
   * noise is: steps that were chosen by what the noise turned out to be would leave errors that no
   * longer cancel over the steps, and cost half an order.
   */
  squaredError?(inputs: StepInputs): Node[];
}
