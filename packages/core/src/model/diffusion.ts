import type { DriftgraphError } from "../errors/error.ts";
import { constant } from "../graph/build.ts";
import { inScope } from "../graph/context.ts";
import type { Node } from "../graph/node.ts";
import { isConstant } from "../graph/simplify.ts";
import type { LooseDefinition } from "./define-model.ts";
import { formulaNode } from "./formula.ts";
import { checkIdentifiers, checkNames } from "./model-checks.ts";
import { modelError } from "./model-error.ts";

/** Wiener processes and the matrix b, one row a species and one column a process. */
export interface Diffusion {
  readonly wiener: string[];
  readonly diffusion: Node[][];
}

/** The diffusion from either of its two forms; see `DiffusionInput`. */
export function buildDiffusion(
  input: LooseDefinition["diffusion"],
  species: readonly string[],
  symbols: ReadonlyMap<string, Node>,
): Diffusion {
  const entries = Object.entries(input);
  const byProcess = entries.filter(([, value]) => isRecord(value));
  if (byProcess.length === 0) return bySpecies(input, species, symbols);
  if (byProcess.length < entries.length) throw ambiguous(entries);
  checkOrder(entries, species);
  const wiener = entries.map(([name]) => name);
  checkIdentifiers(wiener);
  const matrix = species.map((name) =>
    entries.map(([process, column]) => {
      const formulas: Readonly<Record<string, unknown>> = isRecord(column) ? column : {};
      checkNames(Object.keys(formulas), species, `diffusion by ${process}`);
      const formula = formulas[name];
      const where = `diffusion of ${name} by ${process}`;
      return inScope(name, () =>
        formula === undefined ? constant(0) : formulaNode(formula, { where, names: symbols }),
      );
    }),
  );
  return { wiener, diffusion: matrix };
}

function bySpecies(
  input: Readonly<Record<string, unknown>>,
  species: readonly string[],
  symbols: ReadonlyMap<string, Node>,
): Diffusion {
  checkNames(Object.keys(input), species, "diffusion");
  const noisy = species.flatMap((name) => {
    if (input[name] === undefined) return [];
    const context = { where: `diffusion of ${name}`, names: symbols };
    const node = inScope(name, () => formulaNode(input[name], context));
    return isConstant(node, 0) ? [] : [{ name, node }];
  });
  return {
    wiener: noisy.map(({ name }) => `W_${name}`),
    diffusion: species.map((name) =>
      noisy.map((entry) => (entry.name === name ? entry.node : constant(0))),
    ),
  };
}

/** @throws DriftgraphError if the records are by species, with formulas by Wiener process. */
function checkOrder(
  entries: readonly (readonly [string, unknown])[],
  species: readonly string[],
): void {
  const [process] = entries.flatMap(([, value]) => (isRecord(value) ? Object.keys(value) : []));
  const isTurned = entries.every(([name]) => species.includes(name));
  if (process === undefined || species.includes(process) || !isTurned) return;
  throw modelError(
    "invalid-model",
    `the diffusion is by species first, and ${process} isn't one, expected Wiener processes first`,
    `Write { ${process}: { ${entries.map(([name]) => `${name}: …`).join(", ")} }, … }.`,
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return (
    typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype
  );
}

function ambiguous(entries: readonly (readonly [string, unknown])[]): DriftgraphError {
  const plain = entries.filter(([, value]) => !isRecord(value)).map(([name]) => name);
  return modelError(
    "invalid-model",
    `the diffusion mixes its two forms: ${plain.join(", ")} ${plain.length === 1 ? "has" : "have"} a formula, the others a record`,
    "Give a formula for each species, or for each Wiener process a record of formulas by species.",
  );
}
