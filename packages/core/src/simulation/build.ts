import {
  argument,
  constant,
  normal,
  scan,
  scanOutput,
  stepSize,
  summary,
  time,
} from "../graph/build.ts";
import { inContext, inScope } from "../graph/context.ts";
import type { Graph, Output } from "../graph/graph.ts";
import type { Node } from "../graph/node.ts";
import { PATHS, SCALAR } from "../graph/shape.ts";
import { verify } from "../graph/verify.ts";
import { interpretedAs } from "../model/ito.ts";
import type { Model, Species } from "../model/model.ts";
import { proveNoise } from "../model/noise-structure.ts";
import { defaultScheme, orderOf } from "../schemes/registry.ts";
import { stageTime } from "../schemes/runge-kutta.ts";
import type { Scheme } from "../schemes/scheme.ts";
import { eventMasks, eventOutput } from "./events.ts";
import { loseNonFinite, unlessLost } from "./lost.ts";
import { bindParameters } from "./parameters.ts";
import { canStop } from "./positivity.ts";
import type { Simulation } from "./simulation.ts";
import { at, guardedStep, initialValues, type Resolve } from "./step.ts";
import {
  type CorrelationOptions,
  NO_CORRELATIONS,
  remember,
  rememberedNames,
  sumOutputs,
} from "./sums.ts";

/** What is summarized of each series. */
const SUMMARIES = ["moments", "histogram", "samplePaths", "trajectory"] as const;

/** Which summaries a simulation's graph holds. */
export type SummaryName = (typeof SUMMARIES)[number];

/** How a simulation is built. */
export interface BuildOptions {
  /** The default for the model's proved noise structure, if not given. */
  readonly scheme?: Scheme;
  /** Parameters that are inputs though the model defines them as expressions. */
  readonly given?: ReadonlySet<string>;
  /** What is summarized of each series; moments, histograms and sample paths if not given. */
  readonly summaries?: readonly SummaryName[];
  /** Whether the model's events are watched; true if not given. */
  readonly events?: boolean;
  /** What values must not exceed for a path to be summed up; no path is left out if not given. */
  readonly limit?: number;
  /** Covariances and autocorrelations; none if not given. */
  readonly correlations?: CorrelationOptions;
}

/**
 * Builds the graph of a whole simulation: parameters → initial state → scan over steps → summaries.
 *
 * A model of a calculus that the scheme doesn't integrate is converted by the symbolic drift
 * correction first.
 *
 * @throws DriftgraphError `scheme-not-applicable` if the scheme can't integrate the model.
 */
export function buildSimulation(given: Model, options: BuildOptions = {}): Simulation {
  const { structure } = proveNoise(given);
  const scheme = options.scheme ?? defaultScheme(structure);
  const order = orderOf(scheme, structure);
  const converted = convert(given, scheme);
  const model = options.events === false ? { ...converted, events: [] } : converted;
  const summaries = options.summaries ?? ["moments", "histogram", "samplePaths"];
  const parts: Parts = {
    model,
    scheme,
    limit: options.limit,
    correlations: options.correlations ?? NO_CORRELATIONS,
  };
  const graph = inContext({ scope: "", origin: undefined }, () =>
    verify(buildGraph(parts, options.given ?? new Set(), summaries)),
  );
  const series = [...model.species, ...model.observables].map(({ name }) => name);
  return { model, scheme, noise: structure, order, series, graph };
}

function convert(model: Model, scheme: Scheme): Model {
  const [native] = scheme.interpretations;
  if (!native || scheme.interpretations.includes(model.interpretation)) return model;
  return interpretedAs(model, native);
}

/** What a graph is built of. */
interface Parts {
  readonly model: Model;
  readonly scheme: Scheme;
  readonly limit: number | undefined;
  readonly correlations: CorrelationOptions;
}

function buildGraph(
  parts: Parts,
  given: ReadonlySet<string>,
  summaries: readonly SummaryName[],
): Graph {
  const { model } = parts;
  const parameters = bindParameters(model, given);
  const resolve = resolverOf(parameters);
  const initial = inScope("initial_state", () => initialState(parts, resolve));
  const loop = inScope("scan", () => buildScan(parts, parameters, initial));
  const series = seriesOf(parts, loop, resolve);
  const outputs: Output[] = [];
  for (const [name, node] of series) {
    for (const op of summaries) {
      const result = inScope("summaries", () => inScope(name, () => summary(op, node)));
      outputs.push({ name: `${name}/${op}`, node: result });
    }
  }
  outputs.push(
    ...correlationOutputs(parts, loop, series),
    ...violationOutputs(model, loop),
    ...eventOutputs(model, loop, series, resolve),
  );
  return { name: model.name, arguments: [], outputs };
}

function resolverOf(parameters: ReadonlyMap<string, Node>): Resolve {
  return (name) => parameters.get(name) ?? constant(Number.NaN);
}

function correlationOutputs(
  { model, correlations }: Parts,
  loop: Node<"scan">,
  series: ReadonlyMap<string, Node>,
): Output[] {
  const species = model.species.length;
  const states = new Map([...series].slice(0, species));
  const first = loop.attributes.carry - species;
  const then =
    correlations.since === undefined
      ? []
      : model.species.map((_, i) => scanOutput(loop, first + i));
  return sumOutputs(states, then, correlations);
}

/** Species whose masks are counted: the scan's results after its states. */
function guardedSpecies(model: Model): readonly Species[] {
  return model.species.filter(({ positivity }) => positivity !== "allow");
}

function violationOutputs(model: Model, loop: Node<"scan">): Output[] {
  const { carry } = loop.attributes;
  return guardedSpecies(model).map(({ name }, i) => ({
    name: `${name}/violations`,
    node: inScope("summaries", () =>
      inScope(name, () => summary("count", scanOutput(loop, carry + i))),
    ),
  }));
}

function eventOutputs(
  model: Model,
  loop: Node<"scan">,
  series: ReadonlyMap<string, Node>,
  resolve: Resolve,
): Output[] {
  const first = loop.attributes.carry + guardedSpecies(model).length;
  const states = model.species.flatMap(({ name }) => series.get(name) ?? []);
  return model.events.map((event, i) =>
    eventOutput(model, event, resolve, scanOutput(loop, first + i), states),
  );
}

/** The species' initial values, that no path has stopped, and what species are remembered to be. */
function initialState({ model, correlations }: Parts, resolve: Resolve): Node[] {
  const values = initialValues(model, resolve);
  const stopped = canStop(model.species) ? [constant(0)] : [];
  return [...values, ...stopped, ...(correlations.since === undefined ? [] : values)];
}

/** The species' and observables' series at the logged times. */
function seriesOf(
  { model, limit }: Parts,
  loop: Node<"scan">,
  resolve: Resolve,
): Map<string, Node> {
  const series = new Map<string, Node>();
  const states = model.species.map(({ name }, i) => {
    const node = inScope("scan", () => inScope(name, () => scanOutput(loop, i)));
    series.set(name, node);
    return node;
  });
  inScope("observables", () => {
    for (const { name, value } of model.observables) {
      const node = inScope(name, () => at(model, value, resolve, states, time("times")));
      series.set(name, limit === undefined ? node : inScope(name, () => unlessLost(node, states)));
    }
  });
  return series;
}

/** The scan, whose body is one step of the scheme with every parameter passed in. */
function buildScan(
  parts: Parts,
  parameters: ReadonlyMap<string, Node>,
  initial: readonly Node[],
): Node<"scan"> {
  const { model, correlations } = parts;
  const names = [
    ...model.species.map(({ name }) => name),
    ...(canStop(model.species) ? ["stopped"] : []),
    ...(correlations.since === undefined ? [] : rememberedNames(model.species)),
  ];
  const invariants = [...parameters.values(), stepSize()];
  const slices = [time("steps")];
  const body = inScope("step", () => {
    const state = names.map((name, i) => argument(i, name, PATHS));
    const passed = [...parameters.keys(), "dt"].map((name, i) =>
      argument(names.length + i, name, SCALAR),
    );
    const t = argument(names.length + passed.length, "t", SCALAR);
    const inputs = [...state, ...passed, t];
    return { name: "step", arguments: inputs, outputs: stepOutputs(parts, names, inputs) };
  });
  return scan(body, initial, invariants, slices);
}

function stepOutputs(
  { model, scheme, limit, correlations: { since } }: Parts,
  names: readonly string[],
  inputs: readonly Node<"argument">[],
): Output[] {
  const byName = new Map(inputs.slice(names.length).map((node) => [node.attributes.name, node]));
  const find = (name: string): Node => byName.get(name) ?? constant(Number.NaN);
  const species = model.species.length;
  const x = inputs.slice(0, species);
  const stopped = canStop(model.species) ? inputs[species] : undefined;
  const [t, dt] = [find("t"), find("dt")];
  const guarded = guardedStep(model, scheme, find, {
    x,
    t,
    dt,
    stopped,
    normals: (stream, block = 0) =>
      model.wiener.map((_, j) => normal(stream, block * model.wiener.length + j)),
  });
  const state =
    limit === undefined ? guarded.next : inScope("lost", () => loseNonFinite(guarded.next, limit));
  const then = inputs.slice(names.length - species, names.length);
  const next = [
    ...state,
    ...(guarded.stopped ? [guarded.stopped] : []),
    ...(since === undefined
      ? []
      : inScope("then", () => remember(then, state, stageTime(t, 1, dt), since))),
  ];
  return [
    ...next.map((node, i) => ({ name: names[i] ?? "", node })),
    ...guarded.violations.map(({ species: name, mask }) => ({ name, node: mask })),
    ...eventMasks(model, find, { x: state, t, dt }),
  ];
}
