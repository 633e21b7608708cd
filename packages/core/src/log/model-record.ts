import { constant } from "../graph/build.ts";
import { isConstant } from "../graph/simplify.ts";
import { modelEquations } from "../model/equations.ts";
import { expressionText } from "../model/expression-text.ts";
import { type InfluenceEdge, influences } from "../model/influence.ts";
import type { Model } from "../model/model.ts";
import { initialText } from "./initial-text.ts";
import type { RunSource } from "./run-record.ts";

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

/** An event that the model watches. */
export interface EventRecord {
  readonly name: string;
  readonly title?: string;
  readonly condition: string;
}

/** One equation dx = a dt + b dW. */
export interface EquationRecord {
  readonly species: string;
  /** Such as `dx = theta*(mu - x) dt + sigma dW_x`. */
  readonly text: string;
  /** A `math` element. */
  readonly mathml: string;
  /** a as equation text, which the core parses back to the same function. */
  readonly drift: string;
  /** b by Wiener process, without those that don't drive the species. */
  readonly diffusion: Readonly<Record<string, string>>;
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
  /** Absent in logs of before there were events. */
  readonly events?: readonly EventRecord[];
  readonly wiener: readonly string[];
  readonly equations: readonly EquationRecord[];
  /** How each species acts on each: the proved sign of ∂drift_to/∂from, or `mixed`. */
  readonly influences: readonly InfluenceEdge[];
}

/** The record of a model, for given values of its parameters. */
export function modelRecord(
  model: Model,
  values: ReadonlyMap<string, number>,
  { modelText: text, modelFile: file = model.file }: Pick<RunSource, "modelText" | "modelFile">,
): ModelRecord {
  const { name, interpretation, wiener } = model;
  return {
    name,
    ...present(model, ["title", "description", "source"]),
    ...(file !== undefined && { file }),
    ...present(model, ["timeUnit"]),
    ...(text !== undefined && { text }),
    interpretation,
    parameters: model.parameters.map((of) => ({
      name: of.name,
      value: values.get(of.name) ?? Number.NaN,
      ...present(of, ["title", "unit"]),
      ...(of.value.op !== "constant" && { expression: expressionText(of.value) }),
    })),
    species: model.species.map((of) => ({
      name: of.name,
      ...present(of, ["title", "unit"]),
      positivity: of.positivity,
      initial: initialText(of.initial),
    })),
    observables: model.observables.map((of) => ({
      name: of.name,
      ...present(of, ["title", "unit"]),
      expression: expressionText(of.value),
    })),
    events: model.events.map((of) => ({
      name: of.name,
      ...present(of, ["title"]),
      condition: expressionText(of.when),
    })),
    wiener,
    equations: modelEquations(model).map((equation, i) => ({
      ...equation,
      drift: expressionText(model.drift[i] ?? constant(0)),
      diffusion: diffusionTexts(model, i),
    })),
    influences: influences(model, values),
  };
}

function diffusionTexts({ wiener, diffusion }: Model, i: number): Record<string, string> {
  const entries = wiener.flatMap((name, j) => {
    const factor = diffusion[i]?.[j];
    return factor && !isConstant(factor, 0) ? [[name, expressionText(factor)] as const] : [];
  });
  return Object.fromEntries(entries);
}

/** The texts that an object has among some of its fields. */
function present<K extends string>(
  from: { readonly [F in K]?: string },
  fields: readonly K[],
): { readonly [F in K]?: string } {
  const found: { [F in K]?: string } = {};
  for (const field of fields) {
    const value = from[field];
    if (value !== undefined) found[field] = value;
  }
  return found;
}
