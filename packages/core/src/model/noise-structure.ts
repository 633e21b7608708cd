import { constant } from "../graph/build.ts";
import { differentiate } from "../graph/differentiate.ts";
import type { Node } from "../graph/node.ts";
import { isConstant, minus, sum, times } from "../graph/simplify.ts";
import { mayJump } from "./jumps.ts";
import { leavesOf } from "./leaves.ts";
import type { Model } from "./model.ts";
import { isProvablyZero } from "./rational.ts";

/**
 * What is proved of the noise, strongest first:
 * - `none`: no noise, an ODE;
 * - `additive`: no b_ij depends on the state;
 * - `diagonal-own`: b is diagonal and b_kk depends only on x_k (and t);
 * - `diagonal`: b is diagonal;
 * - `commutative`: L^i b_kj = L^j b_ki for all i, j, k;
 * - `general`: none of these could be proved.
 */
export type NoiseStructure =
  | "none"
  | "additive"
  | "diagonal-own"
  | "diagonal"
  | "commutative"
  | "general";

/** A noise structure with what proves it. */
export interface NoiseProof {
  readonly structure: NoiseStructure;
  /** Why it is this and not a simpler structure, in words. */
  readonly reason: string;
}

/** [i][j][k] = whether ∂b_ij/∂x_k is proved to be zero. */
type Independence = readonly (readonly (readonly boolean[])[])[];

// Models are immutable, and a run asks when it is planned and again when its graph is built.
const known = new WeakMap<Model, NoiseProof>();

/**
 * Proves the simplest noise structure of a model that its graph allows to prove.
 *
 * Proofs are by symbolic differentiation and expansion; what can't be proved is taken for dependent.
 */
export function proveNoise(model: Model): NoiseProof {
  const found = known.get(model) ?? prove(model);
  known.set(model, found);
  return found;
}

function prove(model: Model): NoiseProof {
  const noisy = model.wiener.filter((_, j) => model.diffusion.some((row) => !isZero(row[j])));
  if (noisy.length === 0) return { structure: "none", reason: "no diffusion" };
  const independent = independence(model);
  const dependent = firstDependence(model, independent);
  if (!dependent) return { structure: "additive", reason: "no diffusion depends on the state" };
  if (isDiagonal(model)) {
    const foreign = foreignDependence(model, independent);
    return foreign
      ? { structure: "diagonal", reason: `each species has its own Wiener process, but ${foreign}` }
      : {
          structure: "diagonal-own",
          reason: `each species has its own Wiener process, and ${dependent}`,
        };
  }
  const pair = firstUncommuting(model);
  if (!pair) {
    const reason =
      noisy.length === 1
        ? `one Wiener process drives all noise, and ${dependent}`
        : "the diffusion's columns commute: L^j b_k = L^k b_j for all j, k";
    return { structure: "commutative", reason };
  }
  return {
    structure: "general",
    reason: `${pair.join(" and ")} could not be proved to commute, and ${dependent}`,
  };
}

function isZero(node: Node | undefined): boolean {
  return node === undefined || isConstant(node, 0) || isProvablyZero(node);
}

function independence({ state, diffusion }: Model): Independence {
  return diffusion.map((row) =>
    row.map((entry) => {
      const leaves = leavesOf(entry);
      return state.map((symbol) => !leaves.has(symbol) || isIndependent(entry, symbol));
    }),
  );
}

function isIndependent(entry: Node, symbol: Node): boolean {
  return !mayJump(entry, symbol) && differentiate([entry], symbol).every(isZero);
}

function firstDependence({ species }: Model, independent: Independence): string | undefined {
  for (const [i, row] of independent.entries()) {
    for (const entry of row) {
      const k = entry.indexOf(false);
      if (k >= 0) return `the diffusion of ${species[i]?.name} depends on ${species[k]?.name}`;
    }
  }
  return undefined;
}

function isDiagonal({ diffusion, wiener }: Model): boolean {
  const rows = diffusion.every((row) => row.filter((entry) => !isZero(entry)).length <= 1);
  const columns = wiener.every((_, j) => diffusion.filter((row) => !isZero(row[j])).length <= 1);
  return rows && columns;
}

function foreignDependence({ species }: Model, independent: Independence): string | undefined {
  for (const [i, row] of independent.entries()) {
    for (const entry of row) {
      const k = entry.findIndex((proved, index) => !proved && index !== i);
      if (k >= 0) return `the diffusion of ${species[i]?.name} depends on ${species[k]?.name}`;
    }
  }
  return undefined;
}

/** The Wiener processes for which Σ_k b_kl ∂b_ij/∂x_k = Σ_k b_kj ∂b_il/∂x_k isn't proved for all i. */
function firstUncommuting(model: Model): [string, string] | undefined {
  const { state, diffusion, wiener } = model;
  const jumps = state.some((symbol) => diffusion.flat().some((node) => mayJump(node, symbol)));
  const gradients = state.map((symbol) => differentiate(diffusion.flat(), symbol));
  const levy = (l: number, i: number, j: number): Node =>
    sum(
      state.map((_, k) =>
        times(
          diffusion[k]?.[l] ?? constant(0),
          gradients[k]?.[i * wiener.length + j] ?? constant(0),
        ),
      ),
    );
  for (const [j, second] of wiener.entries()) {
    for (const [l, first] of wiener.slice(0, j).entries()) {
      const commute = diffusion.every((_, i) => isZero(minus(levy(l, i, j), levy(j, i, l))));
      if (jumps || !commute) return [first, second];
    }
  }
  return undefined;
}
