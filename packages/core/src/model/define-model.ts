import { variable } from "../graph/build.ts";
import { inContext, inScope } from "../graph/context.ts";
import type { Node } from "../graph/node.ts";
import { PATHS } from "../graph/shape.ts";
import { callSite } from "./call-site.ts";
import { conditionNode } from "./condition.ts";
import type { ModelDefinition } from "./definition.ts";
import { buildDiffusion } from "./diffusion.ts";
import { buildDrift } from "./drift.ts";
import { formulaNode } from "./formula.ts";
import { initialNode } from "./initial.ts";
import type { Model, ModelEvent, Observable, Species, TypicalRun } from "./model.ts";
import { checkDefinition } from "./model-checks.ts";
import { buildParameters, parameterNames } from "./model-parameters.ts";

/** What marks a model, also for another copy of this package. */
const BRAND = Symbol.for("driftgraph.model");

const DEFAULT_RUN: TypicalRun = { paths: 10_000, tEnd: 10, dt: 0.01 };

/**
 * Defines a stochastic differential equation dx = a(x, t) dt + b(x, t) dW.
 *
 * @throws DriftgraphError for unknown names, syntax errors, a cycle among parameters, a missing
 * component, or a parameter that isn't finite; with the place in the equation or the model's file.
 */
export function defineModel<S extends string, P extends string = never, O extends string = never>(
  definition: ModelDefinition<S, P, O>,
): Model {
  const site = callSite(); // of what has no place of its own: symbols, and errors of the whole
  const model = inContext({ scope: "", origin: site }, () => build(loose(definition)));
  return Object.freeze({
    ...model,
    ...(site?.file !== undefined && { file: site.file }),
    [BRAND]: true,
  });
}

/** Whether a value was made by `defineModel`, of this or another copy of the package. */
export function isModel(value: unknown): value is Model {
  return typeof value === "object" && value !== null && Reflect.get(value, BRAND) === true;
}

/** A definition with names as plain strings, as it is read; checked before it is used. */
export type LooseDefinition = ModelDefinition<string, string, string>;

function loose(definition: unknown): LooseDefinition {
  return checkDefinition(definition);
}

function build(definition: LooseDefinition): Model {
  const { parameters, values } = buildParameters(definition.parameters);
  const constants: Constants = { names: parameterNames(parameters), values };
  const time = variable("t");
  const names = Object.keys(definition.state);
  const state = names.map((name) => inScope(name, () => variable(name, PATHS)));
  const symbols = new Map<string, Node>([
    ...constants.names,
    ["t", time],
    ...names.map((name, i): [string, Node] => [name, state[i] ?? time]),
  ]);
  const { wiener, diffusion } = buildDiffusion(definition.diffusion, names, symbols);
  return {
    name: definition.name,
    ...(definition.title !== undefined && { title: definition.title }),
    ...(definition.description !== undefined && { description: definition.description }),
    ...(definition.source !== undefined && { source: definition.source }),
    interpretation: definition.interpretation,
    ...(definition.units?.time !== undefined && { timeUnit: definition.units.time }),
    parameters,
    species: names.map((name, i) => buildSpecies(definition, name, i, constants)),
    wiener,
    observables: buildObservables(definition, symbols),
    events: buildEvents(definition.events ?? {}, symbols),
    time,
    state,
    drift: buildDrift(definition.drift, names, symbols),
    diffusion,
    run: { ...DEFAULT_RUN, ...definition.run },
  };
}

/** The symbols of the parameters, and their values. */
interface Constants {
  readonly names: ReadonlyMap<string, Node>;
  readonly values: ReadonlyMap<string, number>;
}

function buildSpecies(
  { state, units, titles, positivity, ranges }: LooseDefinition,
  name: string,
  channel: number,
  { names, values }: Constants,
): Species {
  const unit = typeof units?.species === "string" ? units.species : units?.species?.[name];
  const policy = typeof positivity === "string" ? positivity : positivity?.[name];
  const range = ranges?.[name];
  const title = titles?.[name];
  return {
    name,
    ...(title !== undefined && { title }),
    ...(unit !== undefined && { unit }),
    positivity: policy ?? "allow",
    initial: initialNode(
      state[name],
      { where: `initial value of ${name}`, names },
      channel,
      values,
    ),
    ...(range && { range }),
  };
}

function buildObservables(
  { observables = {} }: LooseDefinition,
  symbols: ReadonlyMap<string, Node>,
): Observable[] {
  return Object.entries(observables).map(([name, input]) => {
    const described =
      typeof input === "object" && input !== null && "value" in input ? input : { value: input };
    const context = { where: `observable ${name}`, names: symbols };
    return { ...described, name, value: formulaNode(described.value, context) };
  });
}

function buildEvents(
  events: NonNullable<LooseDefinition["events"]>,
  symbols: ReadonlyMap<string, Node>,
): ModelEvent[] {
  return Object.entries(events).map(([name, input]) => {
    const { when, title } = typeof input === "object" ? input : { when: input, title: undefined };
    return {
      name,
      ...(title !== undefined && { title }),
      when: conditionNode(when, { where: `event ${name}`, names: symbols }),
    };
  });
}
