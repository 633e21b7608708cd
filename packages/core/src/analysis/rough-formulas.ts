import { topologicalOrder } from "../graph/graph.ts";
import type { Node } from "../graph/node.ts";
import { expressionText } from "../model/expression-text.ts";
import { leafBounds, provedNonnegative } from "../model/influence.ts";
import { boundsOf, type LeafBounds } from "../model/interval.ts";
import type { Model } from "../model/model.ts";
import { provedBounds } from "../model/proved-bounds.ts";

/** A part of a model that isn't smooth where the state may come to. */
export interface RoughFormula {
  readonly formula: string;
  /** `drift of x1` or `diffusion of x1`. */
  readonly where: string;
}

/** Ops with a corner or a jump, wherever that may be. */
const ROUGH: ReadonlySet<Node["op"]> = new Set(["abs", "sign", "floor", "min", "max", "select"]);
/** From this exponent on a power has the derivatives at zero that the orders of all schemes ask for. */
const SMOOTH_EXPONENT = 4;

/**
 * What the orders of schemes don't hold for, since they are proved for smooth coefficients: corners and jumps, and
 * square roots and broken powers of what may become zero. None is proved to do harm, nor to be the only one.
 *
 * P. E. Kloeden & E. Platen, Numerical Solution of Stochastic Differential Equations (1992), ch. 10 and 14; for the
 * square root A. Alfonsi, Monte Carlo Methods Appl. 11 (2005) 355–384.
 *
 * @param parameters all parameters' values, as of `parameterValues`.
 */
export function roughFormulas(
  model: Model,
  parameters: ReadonlyMap<string, number>,
): RoughFormula[] {
  const leaf = leafBounds(model, parameters, provedNonnegative(model, parameters));
  const state: ReadonlySet<Node> = new Set(model.state);
  const rough = (root: Node): string[] =>
    topologicalOrder([root])
      .filter((node) => isRough(node, leaf) && topologicalOrder([node]).some((of) => state.has(of)))
      .map(expressionText);
  return model.species.flatMap(({ name }, i) => [
    ...all(model.drift[i], rough).map((formula) => ({ formula, where: `drift of ${name}` })),
    ...(model.diffusion[i] ?? [])
      .flatMap(rough)
      .map((formula) => ({ formula, where: `diffusion of ${name}` })),
  ]);
}

/** Formulas that a sentence names. */
const NAMED = 2;

/** What a user should know of a model's orders, in a sentence; undefined if all is smooth. */
export function roughnessNote(
  model: Model,
  parameters: ReadonlyMap<string, number>,
): string | undefined {
  const found = roughFormulas(model, parameters);
  if (found.length === 0) return undefined;
  const named = found.slice(0, NAMED).map(({ formula, where }) => `${formula} in the ${where}`);
  const rest = found.length > NAMED ? [`${found.length - NAMED} more`] : [];
  const isnt = found.length === 1 ? "isn't" : "aren't";
  return `orders are proved for smooth coefficients, which ${[...named, ...rest].join(" and ")} ${isnt} everywhere: they may be lower here`;
}

function isRough(node: Node, leaf: LeafBounds): boolean {
  if (ROUGH.has(node.op)) return true;
  const [base, exponent] = node.inputs;
  if (!base) return false;
  if (node.op === "sqrt") return !(provedBounds(base, leaf).low > 0);
  if (node.op !== "pow" || !exponent) return false;
  const { low, high } = boundsOf(exponent, leaf);
  const isSmooth = low === high && (Number.isInteger(low) || low >= SMOOTH_EXPONENT);
  return !isSmooth && !(provedBounds(base, leaf).low > 0);
}

function all(root: Node | undefined, of: (root: Node) => string[]): string[] {
  return root ? of(root) : [];
}
