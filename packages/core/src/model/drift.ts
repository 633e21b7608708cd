import { inScope } from "../graph/context.ts";
import type { Node } from "../graph/node.ts";
import { substitute } from "../graph/rewrite.ts";
import type { LooseDefinition } from "./define-model.ts";
import { formulaNode, resultNode, symbolsOf } from "./formula.ts";
import { checkNames } from "./model-checks.ts";
import { modelError } from "./model-error.ts";

/** The drift of each species, each built in the scope of its species. */
export function buildDrift(
  input: LooseDefinition["drift"],
  species: readonly string[],
  symbols: ReadonlyMap<string, Node>,
): Node[] {
  if (typeof input === "function") {
    const results: Record<string, unknown> = input(symbolsOf({ names: symbols, where: "drift" }));
    checkComponents(results, species);
    return species.map((name) => inSpecies(name, resultNode(results[name], `drift of ${name}`)));
  }
  checkComponents(input, species);
  return species.map((name) =>
    inScope(name, () => formulaNode(input[name], { where: `drift of ${name}`, names: symbols })),
  );
}

/** A function gives all formulas at once, in no species' scope; this one goes into its own. */
function inSpecies(name: string, node: Node): Node {
  return substitute([node], new Map(), name)[0] ?? node;
}

function checkComponents(
  given: Readonly<Record<string, unknown>>,
  species: readonly string[],
): void {
  checkNames(Object.keys(given), species, "drift");
  const missing = species.filter((name) => given[name] === undefined);
  if (missing.length === 0) return;
  throw modelError(
    "missing-component",
    `the drift of ${missing.join(", ")} is missing, expected one for each species`,
    `Write ${missing.map((name) => `${name}: 0`).join(", ")} if there is none.`,
  );
}
