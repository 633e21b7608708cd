import type { DriftgraphError } from "../errors/error.ts";
import { nearest } from "../errors/nearest.ts";
import type { LooseDefinition } from "./define-model.ts";
import { modelError } from "./model-error.ts";

const IDENTIFIER = /^[\p{L}_][\p{L}\p{N}_]*$/u;
const MODEL_NAME = /^[\p{L}\p{N}][\p{L}\p{N} ._-]*$/u;
const RESERVED: ReadonlySet<string> = new Set(["t", "dt"]);
const POLICIES: ReadonlySet<unknown> = new Set(["allow", "clip", "reflect", "stop"]);

/**
 * Checks what types can't, or what plain JavaScript didn't.
 *
 * @throws DriftgraphError `invalid-model` that names what was given and what was expected.
 */
export function checkDefinition(definition: unknown): LooseDefinition {
  if (!isRecord(definition)) throw invalid("a model is defined by an object");
  const {
    name,
    interpretation,
    parameters,
    state,
    drift,
    diffusion,
    observables = {},
    events = {},
  } = definition;
  if (typeof name !== "string" || !MODEL_NAME.test(name)) {
    throw invalid(`the model's name is ${show(name)}, expected letters, digits, ".", "_" or "-"`);
  }
  if (interpretation !== "ito" && interpretation !== "stratonovich") {
    throw invalid(
      `interpretation of ${name} is ${show(interpretation)}, expected "ito" or "stratonovich"`,
    );
  }
  if (!isRecord(parameters)) throw invalid(`parameters of ${name} are missing, expected an object`);
  if (!isRecord(state))
    throw invalid(`state of ${name} is missing, expected initial values by species`);
  if (Object.keys(state).length === 0)
    throw invalid(`state of ${name} is empty, expected at least one species`);
  if (!isRecord(drift) && typeof drift !== "function") throw missing(`drift of ${name}`);
  if (!isRecord(diffusion)) throw missing(`diffusion of ${name}`);
  if (!isRecord(observables))
    throw invalid(`observables of ${name} are ${show(observables)}, expected an object`);
  if (!isRecord(events)) throw invalid(`events of ${name} are ${show(events)}, expected an object`);
  checkIdentifiers([
    ...Object.keys(parameters),
    ...Object.keys(state),
    ...Object.keys(observables),
    ...Object.keys(events),
  ]);
  checkFields(definition);
  const species = Object.keys(state);
  checkPolicies(definition.positivity, species);
  for (const field of ["titles", "ranges"]) checkBySpecies(definition[field], species, field);
  if (isRecord(definition.units)) {
    checkBySpecies(definition.units.species, species, "units");
  }
  return definition as unknown as LooseDefinition; // checked above; formulas are checked as they are read
}

/** Every field of a definition. */
const FIELDS: { readonly [F in keyof Required<LooseDefinition>]: true } = {
  name: true,
  title: true,
  description: true,
  source: true,
  interpretation: true,
  units: true,
  titles: true,
  parameters: true,
  state: true,
  drift: true,
  diffusion: true,
  positivity: true,
  observables: true,
  events: true,
  ranges: true,
  run: true,
};

function checkFields(definition: Readonly<Record<string, unknown>>): void {
  const known = Object.keys(FIELDS);
  const unknown = Object.keys(definition).find((field) => !known.includes(field));
  if (unknown === undefined) return;
  const near = nearest(unknown, known);
  const hint = near ? `Did you mean "${near}"?` : `Fields: ${known.join(", ")}.`;
  throw modelError("invalid-model", `a model has no field "${unknown}"`, hint);
}

/** A record by species has no other names. */
function checkBySpecies(record: unknown, species: readonly string[], field: string): void {
  if (isRecord(record)) checkNames(Object.keys(record), species, field);
}

/** Checks that names can stand in formulas. */
export function checkIdentifiers(names: readonly string[]): void {
  const seen = new Set<string>();
  for (const name of names) {
    if (!IDENTIFIER.test(name))
      throw invalid(`"${name}" is not a name: letters, digits and _, not beginning with a digit`);
    if (RESERVED.has(name))
      throw invalid(`"${name}" is reserved for ${name === "t" ? "time" : "the step size"}`);
    if (seen.has(name))
      throw invalid(`"${name}" is defined twice among species, parameters, observables and events`);
    seen.add(name);
  }
}

function checkPolicies(positivity: unknown, species: readonly string[]): void {
  if (positivity === undefined) return;
  const policies = isRecord(positivity) ? Object.values(positivity) : [positivity];
  if (isRecord(positivity)) checkNames(Object.keys(positivity), species, "positivity");
  const wrong = policies.find((policy) => !POLICIES.has(policy));
  if (wrong !== undefined) {
    throw invalid(`positivity is ${show(wrong)}, expected ${[...POLICIES].map(show).join(", ")}`);
  }
}

/** Checks that all names are those of species. */
export function checkNames(
  given: readonly string[],
  species: readonly string[],
  where: string,
): void {
  for (const name of given) {
    if (species.includes(name)) continue;
    const near = nearest(name, species);
    const hint = near ? `Did you mean "${near}"?` : `Species: ${species.join(", ")}.`;
    throw modelError("unknown-name", `unknown species "${name}" in the ${where}`, hint);
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function show(value: unknown): string {
  return typeof value === "string" ? JSON.stringify(value) : String(value);
}

function invalid(message: string): DriftgraphError {
  return modelError("invalid-model", message);
}

function missing(what: string): DriftgraphError {
  return modelError(
    "missing-component",
    `the ${what} is missing, expected a formula for each species`,
  );
}
