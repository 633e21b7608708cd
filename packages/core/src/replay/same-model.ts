import { type ModelRecord, modelRecord, type QuantityRecord } from "../log/model-record.ts";
import type { LoggedRun } from "../log/read/logged-run.ts";
import type { Model } from "../model/model.ts";
import { parameterValues } from "../run/parameter-values.ts";

/**
 * What differs between a logged run's model and one that should be the same, in words; undefined if
 * nothing does that would change a path. Titles, units and descriptions may differ.
 */
export function modelDifference(
  { model: logged, run }: Pick<LoggedRun, "model" | "run">,
  model: Model,
): string | undefined {
  if (!logged || !run) return "the log doesn't say what its model was";
  const { parameters = {}, initial = {} } = run.given ?? {};
  const given = new Map([...Object.entries(parameters), ...Object.entries(run.point ?? {})]);
  const values = parameterValues(model, given);
  const now = modelRecord(model, values, {});
  const before = factsOf(logged, run.parameters, Object.keys(initial));
  const after = factsOf(now, Object.fromEntries(values), Object.keys(initial));
  for (const name of new Set([...before.keys(), ...after.keys()])) {
    const [was, is] = [before.get(name), after.get(name)];
    if (was !== is) return `${name} was ${was ?? "not there"}, and is ${is ?? "not there"}`;
  }
  return undefined;
}

/** All that decides a model's paths, by name; but for initial values that the run set by itself. */
function factsOf(
  record: ModelRecord,
  parameters: Readonly<Record<string, number>>,
  initial: readonly string[],
): Map<string, string> {
  const facts = new Map<string, string>([
    ["the calculus", record.interpretation],
    ["the list of species", namesOf(record.species)],
    ["the list of parameters", namesOf(record.parameters)],
    ["the list of Wiener processes", record.wiener.join(", ")],
    ["the list of observables", namesOf(record.observables)],
  ]);
  for (const { name, expression } of record.parameters) {
    if (expression !== undefined) facts.set(`the definition of ${name}`, expression);
    facts.set(`the parameter ${name}`, String(parameters[name]));
  }
  for (const { name, positivity = "allow", initial: value = "" } of record.species) {
    facts.set(`the positivity of ${name}`, positivity);
    if (!initial.includes(name)) facts.set(`the initial value of ${name}`, value);
  }
  for (const { name, expression = "" } of record.observables) {
    facts.set(`the observable ${name}`, expression);
  }
  for (const { species, drift, diffusion } of record.equations) {
    facts.set(`the drift of ${species}`, drift);
    facts.set(`the diffusion of ${species}`, JSON.stringify(diffusion));
  }
  return facts;
}

function namesOf(entries: readonly Pick<QuantityRecord, "name">[]): string {
  return entries.map(({ name }) => name).join(", ");
}
