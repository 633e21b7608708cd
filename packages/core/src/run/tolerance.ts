import { DriftgraphError } from "../errors/error.ts";
import type { Model } from "../model/model.ts";
import { TREE_BLOCKS } from "../noise/stream.ts";
import { SCHEMES } from "../schemes/registry.ts";
import type { Scheme } from "../schemes/scheme.ts";
import type { Tolerance } from "../simulation/adaptive.ts";
import { integer } from "./option-checks.ts";
import type { AdaptiveOptions } from "./options.ts";

const DEFAULTS: Tolerance = { rtol: 1e-3, atol: 1e-4, halvings: 6 };
/** Numbers of the tree's nodes have 16 bits; shorter steps than this ask for a smaller dt anyway. */
const MAX_HALVINGS = 12;
/** Two normals of the tree a Wiener process, four a block. */
const MAX_WIENER = TREE_BLOCKS * 2;

/**
 * The tolerance of a run whose steps adapt; undefined if they don't.
 *
 * @throws DriftgraphError `scheme-not-applicable` for a scheme that has no estimate of its error.
 */
export function resolveTolerance(
  scheme: Scheme,
  model: Model,
  given: boolean | AdaptiveOptions,
): Tolerance | undefined {
  if (given === false) return undefined;
  const able = SCHEMES.filter((candidate) => candidate.squaredError).map(({ name }) => name);
  if (!scheme.squaredError) {
    throw new DriftgraphError(
      "scheme-not-applicable",
      `${scheme.name} can't adapt its steps: it has no embedded estimate of their error`,
      { hint: `Schemes that have one: ${able.join(", ")}. Or take steps of one size.` },
    );
  }
  if (model.wiener.length > MAX_WIENER) {
    throw new DriftgraphError(
      "invalid-option",
      `steps of a model with ${model.wiener.length} Wiener processes can't adapt, expected at most ${MAX_WIENER}`,
    );
  }
  const { rtol, atol, halvings } = { ...DEFAULTS, ...(given === true ? {} : given) };
  return {
    rtol: notNegative("rtol", rtol),
    atol: positive("atol", atol),
    halvings: integer("halvings", halvings, 1, MAX_HALVINGS),
  };
}

function positive(what: string, value: number): number {
  if (Number.isFinite(value) && value > 0) return value;
  throw new DriftgraphError("invalid-option", `${what} is ${value}, expected a number above 0`);
}

function notNegative(what: string, value: number): number {
  if (Number.isFinite(value) && value >= 0) return value;
  throw new DriftgraphError("invalid-option", `${what} is ${value}, expected a number from 0 on`);
}
