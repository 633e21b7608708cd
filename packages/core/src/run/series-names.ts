import type { Model } from "../model/model.ts";
import type { SeriesSummary } from "../summary/series-summary.ts";

/** Names of what is logged: species, then observables. */
export function seriesNames(model: Model): string[] {
  return [...model.species, ...model.observables].map(({ name }) => name);
}

/** What is said of a series beside its numbers. */
export function describeSeries(
  { species, observables }: Model,
  name: string,
): Pick<SeriesSummary, "name" | "kind" | "unit"> {
  const found = species.find((entry) => entry.name === name);
  const definition = found ?? observables.find((entry) => entry.name === name);
  return { name, kind: found ? "species" : "observable", unit: definition?.unit };
}
