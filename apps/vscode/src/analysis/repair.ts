import type { DriftgraphError } from "@driftgraph/core";

type Fields = Readonly<Record<string, unknown>>;

/** Sections of a definition by what an error calls their formulas, and what stands in for a wrong one. */
const SECTIONS: readonly (readonly [prefix: string, section: string, neutral: number])[] = [
  ["drift of ", "drift", 0],
  ["diffusion of ", "diffusion", 0],
  ["initial value of ", "state", 1],
  ["parameter ", "parameters", 1],
  ["observable ", "observables", 0],
];

/**
 * A definition without what an error complains of, so that what is wrong elsewhere is found too;
 * undefined if that can't be told.
 */
export function repaired(definition: unknown, error: DriftgraphError): Fields | undefined {
  if (!isFields(definition)) return undefined;
  const where = error.place?.where ?? "";
  for (const [prefix, section, neutral] of SECTIONS) {
    if (where.startsWith(prefix))
      return withFormula(definition, section, where.slice(prefix.length), neutral);
  }
  if (error.code === "missing-component") return withAllDrifts(definition);
  if (error.code === "unknown-name") return withoutStrangers(definition);
  return undefined;
}

function withFormula(
  definition: Fields,
  section: string,
  name: string,
  neutral: number,
): Fields | undefined {
  const record = definition[section];
  if (!isFields(record)) return undefined;
  const [species = "", process] = name.split(" by ");
  if (process === undefined) {
    if (!(species in record)) return undefined;
    return { ...definition, [section]: { ...record, [species]: neutral } };
  }
  const column = record[process];
  if (!isFields(column)) return undefined;
  return {
    ...definition,
    [section]: { ...record, [process]: { ...column, [species]: neutral } },
  };
}

function withAllDrifts(definition: Fields): Fields | undefined {
  const { state, drift } = definition;
  if (!isFields(state) || !isFields(drift)) return undefined;
  const none = Object.fromEntries(Object.keys(state).map((name) => [name, 0]));
  return { ...definition, drift: { ...none, ...drift } };
}

/** Records by species without the names that no species has. */
function withoutStrangers(definition: Fields): Fields | undefined {
  const { state } = definition;
  if (!isFields(state)) return undefined;
  const known = (record: unknown): unknown =>
    isFields(record)
      ? Object.fromEntries(
          Object.entries(record)
            .filter(([name, value]) => name in state || isFields(value))
            .map(([name, value]) => [
              name,
              isFields(value) && !(name in state) ? known(value) : value,
            ]),
        )
      : record;
  const cleaned: Record<string, unknown> = { ...definition };
  for (const section of ["drift", "diffusion", "positivity", "titles", "ranges"]) {
    if (section in definition) cleaned[section] = known(definition[section]);
  }
  return cleaned;
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
