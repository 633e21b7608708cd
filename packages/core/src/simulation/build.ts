import {
  argument,
  constant,
  elementwise,
  normal,
  scan,
  scanOutput,
  stepSize,
  summary,
  time,
} from "../graph/build.ts";
import { currentScope, inContext, inScope } from "../graph/context.ts";
import type { Graph, Output } from "../graph/graph.ts";
import type { Node } from "../graph/node.ts";
import { substitute } from "../graph/rewrite.ts";
import { PATHS, SCALAR } from "../graph/shape.ts";
import { verify } from "../graph/verify.ts";
import { interpretedAs } from "../model/ito.ts";
import type { Model } from "../model/model.ts";
import { proveNoise } from "../model/noise-structure.ts";
import { defaultScheme, orderOf } from "../schemes/registry.ts";
import type { Scheme } from "../schemes/scheme.ts";
import { symbolicSde } from "../schemes/symbolic-sde.ts";
import { bindingsFor, bindParameters } from "./parameters.ts";
import { canStop, guard } from "./positivity.ts";
import type { Simulation } from "./simulation.ts";

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
  const model = convert(given, scheme);
  const summaries = options.summaries ?? ["moments", "histogram", "samplePaths"];
  const graph = inContext({ scope: "", origin: undefined }, () =>
    verify(buildGraph(model, scheme, options.given ?? new Set(), summaries)),
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
  model: Model,
  scheme: Scheme,
  given: ReadonlySet<string>,
  summaries: readonly SummaryName[],
): Graph {
  const parameters = bindParameters(model, given);
  const initial = inScope("initial_state", () => initialState(model, parameters));
  const loop = inScope("scan", () => buildScan(model, scheme, parameters, initial));
  const series = seriesOf(model, loop, parameters);
  const outputs: Output[] = [];
  for (const [name, node] of series) {
    for (const op of summaries) {
      const result = inScope("summaries", () => inScope(name, () => summary(op, node)));
      outputs.push({ name: `${name}/${op}`, node: result });
    }
  }
  return { name: model.name, arguments: [], outputs: [...outputs, ...violationOutputs(loop)] };
}

function violationOutputs(loop: Node<"scan">): Output[] {
  const { body, carry } = loop.attributes;
  return body.outputs.slice(carry).map(({ name }, i) => ({
    name: `${name}/violations`,
    node: inScope("summaries", () =>
      inScope(name, () => summary("count", scanOutput(loop, carry + i))),
    ),
  }));
}

function initialState(model: Model, parameters: ReadonlyMap<string, Node>): Node[] {
  const values = model.species.map(({ initial, name }) =>
    inScope(name, () => {
      const bindings = bindingsFor(
        [initial],
        (leaf) => parameters.get(leaf) ?? constant(Number.NaN),
      );
      return substitute([initial], bindings, currentScope())[0] ?? initial;
    }),
  );
  return canStop(model.species) ? [...values, constant(0)] : values;
}

/** The species' and observables' series at the logged times. */
function seriesOf(
  model: Model,
  loop: Node<"scan">,
  parameters: ReadonlyMap<string, Node>,
): Map<string, Node> {
  const series = new Map<string, Node>();
  const states = model.species.map(({ name }, i) => {
    const node = inScope("scan", () => inScope(name, () => scanOutput(loop, i)));
    series.set(name, node);
    return node;
  });
  inScope("observables", () => {
    for (const { name, value } of model.observables) {
      const bindings = bindingsFor([value], (leaf) => parameters.get(leaf) ?? constant(Number.NaN));
      for (const [i, symbol] of model.state.entries()) bindings.set(symbol, states[i] ?? symbol);
      bindings.set(model.time, time("times"));
      const [node] = inScope(name, () => substitute([value], bindings, currentScope()));
      if (node) series.set(name, node);
    }
  });
  return series;
}

/** The scan, whose body is one step of the scheme with every parameter passed in. */
function buildScan(
  model: Model,
  scheme: Scheme,
  parameters: ReadonlyMap<string, Node>,
  initial: readonly Node[],
): Node<"scan"> {
  const names = [
    ...model.species.map(({ name }) => name),
    ...(canStop(model.species) ? ["stopped"] : []),
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
    return { name: "step", arguments: inputs, outputs: stepOutputs(model, scheme, names, inputs) };
  });
  return scan(body, initial, invariants, slices);
}

function stepOutputs(
  model: Model,
  scheme: Scheme,
  names: readonly string[],
  inputs: readonly Node<"argument">[],
): Output[] {
  const byName = new Map(inputs.slice(names.length).map((node) => [node.attributes.name, node]));
  const find = (name: string): Node => byName.get(name) ?? constant(Number.NaN);
  const x = inputs.slice(0, model.species.length);
  const stopped = inputs.slice(model.species.length, names.length)[0];
  const roots = [...model.drift, ...model.diffusion.flat()];
  const sde = symbolicSde(model, bindingsFor(roots, find));
  const dt = find("dt");
  const sqrtDt = inScope("noise", () => elementwise("sqrt", dt));
  const raw = scheme.step({
    sde,
    x,
    t: find("t"),
    dt,
    sqrtDt,
    normals: (stream) => model.wiener.map((_, channel) => normal(stream, channel)),
  });
  const guarded = inScope("positivity", () => guard(model.species, x, raw, stopped));
  const next = guarded.stopped ? [...guarded.next, guarded.stopped] : guarded.next;
  return [
    ...next.map((node, i) => ({ name: names[i] ?? "", node })),
    ...guarded.violations.map(({ species, mask }) => ({ name: species, node: mask })),
  ];
}
