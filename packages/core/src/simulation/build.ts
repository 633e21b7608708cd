import { constant, scanOutput, summary, time } from "../graph/build.ts";
import { inContext, inScope } from "../graph/context.ts";
import type { Graph, Output } from "../graph/graph.ts";
import type { Node } from "../graph/node.ts";
import { verify } from "../graph/verify.ts";
import { interpretedAs } from "../model/ito.ts";
import type { Model } from "../model/model.ts";
import { proveNoise } from "../model/noise-structure.ts";
import { checkCalculus, defaultSchemeFor, orderOf } from "../schemes/registry.ts";
import type { Scheme } from "../schemes/scheme.ts";
import type { Tolerance } from "./adaptive.ts";
import { eventOutputs, masksOfEvent } from "./events.ts";
import { buildLoop, type Loop, type LoopParts, loopStates, STEPS } from "./loop.ts";
import { unlessLost } from "./lost.ts";
import { bindParameters } from "./parameters.ts";
import { TAKEN_OUTPUT } from "./series.ts";
import type { Simulation } from "./simulation.ts";
import { at, type Resolve } from "./step.ts";
import { type CorrelationOptions, NO_CORRELATIONS, sumOutputs } from "./sums.ts";

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
  /** What error a step may make before it is halved; steps are all of one size if not given. */
  readonly tolerance?: Tolerance;
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
  const scheme = options.scheme ?? defaultSchemeFor(given);
  checkCalculus(given, scheme);
  const order = orderOf(scheme, structure);
  const converted = convert(given, scheme);
  const model = options.events === false ? { ...converted, events: [] } : converted;
  const summaries = options.summaries ?? ["moments", "histogram", "samplePaths"];
  const parts: LoopParts = {
    model,
    scheme,
    limit: options.limit,
    correlations: options.correlations ?? NO_CORRELATIONS,
    tolerance: options.tolerance,
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

function buildGraph(
  parts: LoopParts,
  given: ReadonlySet<string>,
  summaries: readonly SummaryName[],
): Graph {
  const { model } = parts;
  const parameters = bindParameters(model, given);
  const resolve = resolverOf(parameters);
  const states = inScope("initial_state", () => loopStates(parts, resolve));
  const loop = inScope("scan", () => buildLoop(parts, parameters, states));
  const series = seriesOf(parts, loop.scan, resolve);
  const outputs: Output[] = [];
  for (const [name, node] of series) {
    for (const op of summaries) {
      const result = inScope("summaries", () => inScope(name, () => summary(op, node)));
      outputs.push({ name: `${name}/${op}`, node: result });
    }
  }
  outputs.push(
    ...correlationOutputs(parts, loop, series),
    ...countOutputs(loop),
    ...(summaries.includes("moments") ? takenOutput(loop) : []),
    ...allEventOutputs(parts, loop, series, resolve),
  );
  return { name: model.name, arguments: [], outputs };
}

function resolverOf(parameters: ReadonlyMap<string, Node>): Resolve {
  return (name) => parameters.get(name) ?? constant(Number.NaN);
}

function correlationOutputs(
  { model, correlations }: LoopParts,
  { scan: loop, remembered }: Loop,
  series: ReadonlyMap<string, Node>,
): Output[] {
  const species = model.species.length;
  const states = new Map([...series].slice(0, species));
  const then =
    correlations.since === undefined
      ? []
      : model.species.map((_, i) => scanOutput(loop, remembered + i));
  return sumOutputs(states, then, correlations);
}

/** How often each species' positivity policy acted and, of steps that adapt, how often they were halved. */
function countOutputs({ scan: loop, counted }: Loop): Output[] {
  return counted.map(({ of, what, result }) => ({
    name: `${of}/${what}`,
    node: inScope("summaries", () => inScope(of, () => summary("count", scanOutput(loop, result)))),
  }));
}

/** How many parts of steps were taken, if steps adapt. */
function takenOutput({ scan: loop, taken }: Loop): Output[] {
  if (taken === undefined) return [];
  const series = scanOutput(loop, taken);
  return [
    {
      name: TAKEN_OUTPUT,
      node: inScope("summaries", () => inScope(STEPS, () => summary("moments", series))),
    },
  ];
}

function allEventOutputs(
  { model, limit }: LoopParts,
  { scan: loop, events }: Loop,
  series: ReadonlyMap<string, Node>,
  resolve: Resolve,
): Output[] {
  const states = model.species.flatMap(({ name }) => series.get(name) ?? []);
  const each = masksOfEvent(limit);
  return model.events.flatMap((event, i) => {
    const masks = Array.from({ length: each }, (_, m) => scanOutput(loop, events + i * each + m));
    return eventOutputs(model, event, resolve, masks, states, limit);
  });
}

/** The species' and observables' series at the logged times. */
function seriesOf(
  { model, limit }: LoopParts,
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
