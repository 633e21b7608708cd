import { isConstant } from "../graph/simplify.ts";
import { modelEquations } from "../model/equations.ts";
import { expressionText } from "../model/expression-text.ts";
import { driftCorrection, jumpingDiffusion } from "../model/ito.ts";
import { leavesOf } from "../model/leaves.ts";
import type { Interpretation, Model } from "../model/model.ts";
import { type NoiseStructure, proveNoise } from "../model/noise-structure.ts";
import { isProvablyZero } from "../model/rational.ts";
import {
  type Boundary,
  boundaries,
  type UndefinedFormula,
  undefinedFormulas,
} from "./boundaries.ts";
import { type Candidate, candidates } from "./candidates.ts";
import { type Equilibria, equilibria } from "./equilibria.ts";
import { roughnessNote } from "./rough-formulas.ts";
import { type Stiffness, stiffness } from "./stiffness.ts";

/** What can be said of a model before it is run. */
export interface Explanation {
  readonly model: string;
  readonly interpretation: Interpretation;
  readonly species: readonly string[];
  readonly equations: readonly string[];
  readonly noise: { readonly structure: NoiseStructure; readonly reason: string };
  /** ½ Σ_jk b_kj ∂b_ij/∂x_k for the species where it isn't zero: Itô's drift less Stratonovich's. */
  readonly correction: readonly { readonly species: string; readonly text: string }[];
  readonly schemes: readonly Candidate[];
  /** The species whose diffusion may jump, so that the calculi can't be converted; undefined if none. */
  readonly jumps: string | undefined;
  /** Why the schemes' orders may be lower here; undefined where all is smooth. */
  readonly roughness: string | undefined;
  /** Whether the drift doesn't depend on t; if it does, equilibria are those at t = 0. */
  readonly autonomous: boolean;
  readonly equilibria: Equilibria;
  readonly stiffness: Stiffness;
  readonly boundaries: readonly Boundary[];
  readonly undefinedFormulas: readonly UndefinedFormula[];
}

/**
 * All that is proved or computed of a model from its graph: the structure of its noise, the schemes that
 * apply with their orders, where the drift vanishes, how stiff it is, and what can leave its domain.
 *
 * @param parameters all parameters' values, as of `parameterValues`.
 */
export function explain(model: Model, parameters: ReadonlyMap<string, number>): Explanation {
  const found = equilibria(model, parameters);
  return {
    model: model.name,
    interpretation: model.interpretation,
    species: model.species.map(({ name }) => name),
    equations: modelEquations(model).map(({ text }) => text),
    noise: proveNoise(model),
    correction: driftCorrection(model).flatMap((node, i) =>
      isConstant(node, 0) || isProvablyZero(node)
        ? []
        : [{ species: model.species[i]?.name ?? "", text: expressionText(node) }],
    ),
    jumps: jumpingDiffusion(model),
    schemes: candidates(model),
    roughness: roughnessNote(model, parameters),
    autonomous: model.drift.every((node) => !leavesOf(node).has(model.time)),
    equilibria: found,
    stiffness: stiffness(
      model,
      parameters,
      found.points.map(({ x }) => x),
    ),
    boundaries: boundaries(model, parameters),
    undefinedFormulas: undefinedFormulas(model, parameters),
  };
}
