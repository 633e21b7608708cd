import type { Simulation } from "../simulation/simulation.ts";

/** A parameter of the model. */
export interface ParameterRecord {
  readonly name: string;
  readonly value: number;
  readonly title?: string;
  readonly unit?: string;
  /** The expression of other parameters that defines it. */
  readonly expression?: string;
}

/** A species, or an observable with its expression. */
export interface QuantityRecord {
  readonly name: string;
  readonly title?: string;
  readonly unit?: string;
  readonly positivity?: string;
  /** The initial value of a species. */
  readonly initial?: string;
  readonly expression?: string;
}

/** One equation dx = a dt + b dW. */
export interface EquationRecord {
  readonly species: string;
  readonly text: string;
  readonly mathml: string;
}

/** The model that was run: the document `driftgraph/model`. */
export interface ModelRecord {
  readonly name: string;
  readonly title?: string;
  readonly description?: string;
  readonly source?: string;
  readonly file?: string;
  /** The text of the model's file. */
  readonly text?: string;
  readonly interpretation: "ito" | "stratonovich";
  readonly timeUnit?: string;
  readonly parameters: readonly ParameterRecord[];
  readonly species: readonly QuantityRecord[];
  readonly observables: readonly QuantityRecord[];
  readonly wiener: readonly string[];
  readonly equations: readonly EquationRecord[];
}

/** The record of a model. */
export function modelRecord(
  { model }: Pick<Simulation, "model">,
  values: ReadonlyMap<string, number>,
  text: string | undefined,
): ModelRecord {
  const { name, title, description, source, file, interpretation, timeUnit } = model;
  return {
    name,
    ...defined({ title, description, source, file, text, timeUnit }),
    interpretation,
    parameters: model.parameters.map((of) => ({
      name: of.name,
      value: values.get(of.name) ?? Number.NaN,
      ...defined({ title: of.title, unit: of.unit }),
    })),
    species: model.species.map((of) => ({
      name: of.name,
      positivity: of.positivity,
      ...defined({ title: of.title, unit: of.unit }),
    })),
    observables: model.observables.map((of) => ({
      name: of.name,
      ...defined({ title: of.title, unit: of.unit }),
    })),
    wiener: model.wiener,
    equations: [],
  };
}

/** The fields that have a value. */
function defined<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  // Entries are filtered, not changed: each that is left has its own field's type.
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
