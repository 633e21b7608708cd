import {
  add,
  argument,
  constant,
  elementwise,
  mul,
  normal,
  occurrences,
  scan,
  scanOutput,
  stepSize,
  sub,
  summary,
  time,
} from "../graph/build.ts";
import { inContext, inScope } from "../graph/context.ts";
import type { Graph, Output } from "../graph/graph.ts";
import { isTrue, truth } from "../graph/logic.ts";
import type { Node } from "../graph/node.ts";
import type { Stream } from "../graph/op.ts";
import { PATHS, SCALAR } from "../graph/shape.ts";
import { verify } from "../graph/verify.ts";
import { interpretedAs } from "../model/ito.ts";
import type { Model } from "../model/model.ts";
import type { Scheme } from "../schemes/scheme.ts";
import { loseNonFinite } from "./lost.ts";
import { bindParameters } from "./parameters.ts";
import { canStop } from "./positivity.ts";
import type { Simulation } from "./simulation.ts";
import { at, guardedStep, initialValues, type Resolve } from "./step.ts";

/** The series of a coupled simulation that belong to one of the model's. */
export interface CoupledNames {
  /** At the run's step size. */
  readonly coarse: string;
  /** At a part of it: half, if nothing else is said. */
  readonly fine: string;
  /** The coarse less the fine, path by path; of an event, where they differ. */
  readonly difference: string;
}

/** The names of the series, or events, that a coupled simulation has for one of the model's. */
export function coupledNames(name: string): CoupledNames {
  return { coarse: name, fine: `${name}:fine`, difference: `${name}:difference` };
}

/** How a coupled simulation is built. */
export interface CoupledOptions {
  /** Parameters that are inputs though the model defines them as expressions. */
  readonly given: ReadonlySet<string>;
  /** What values must not exceed for a path to be summed up. */
  readonly limit: number;
  /** The fine path's scheme; the coarse one's if not given. */
  readonly reference?: Scheme;
  /** Into how many parts the fine path divides dt; 2 if not given. */
  readonly parts?: number;
  /** Whether histograms are taken of both paths, for quantiles; false if not given. */
  readonly histograms?: boolean;
}

/**
 * A simulation that integrates each path twice along one Brownian path: in steps of dt, and in finer
 * ones. So what differs between the two is the discretization's alone.
 */
export function coupledSimulation(of: Simulation, options: CoupledOptions): Simulation {
  const graph = inContext({ scope: "", origin: undefined }, () =>
    verify(coupledGraph(of, options)),
  );
  const series = of.series.flatMap((name) => Object.values(coupledNames(name)));
  return { ...of, series, graph };
}

/** The two paths' states: species, then the flag that a path has stopped. */
interface Pair {
  readonly coarse: readonly Node[];
  readonly fine: readonly Node[];
}

function coupledGraph({ model, scheme }: Simulation, options: CoupledOptions): Graph {
  const parameters = bindParameters(model, options.given);
  const outer: Resolve = (name) => parameters.get(name) ?? constant(Number.NaN);
  const stopped = canStop(model.species) ? [constant(0)] : [];
  const initial = inScope("initial_state", () => [...initialValues(model, outer), ...stopped]);
  const width = initial.length;
  const body = inScope("step", (): Graph => {
    const names = [...model.species.map(({ name }) => name), ...stopped.map(() => "stopped")];
    const state = ["coarse", "fine"].flatMap((which, half) =>
      names.map((name, i) => argument(half * width + i, `${name}_${which}`, PATHS)),
    );
    const passed = [...parameters.keys(), "dt", "t"].map((name, i) =>
      argument(2 * width + i, name, SCALAR),
    );
    const byName = new Map(passed.map((node) => [node.attributes.name, node]));
    const inner: Resolve = (name) => byName.get(name) ?? constant(Number.NaN);
    const pair = { coarse: state.slice(0, width), fine: state.slice(width) };
    const next = coupledStep({ model, scheme }, inner, pair, options);
    const events = inScope("events", () => eventMasks(model, next, inner, stepEnd(inner)));
    const outputs = [...next.coarse, ...next.fine, ...events];
    return {
      name: "step",
      arguments: [...state, ...passed],
      outputs: outputs.map((node, i) => ({ name: `r${i}`, node })),
    };
  });
  const loop = scan(
    body,
    [...initial, ...initial],
    [...parameters.values(), stepSize()],
    [time("steps")],
  );
  return { name: model.name, arguments: [], outputs: outputsOf(model, loop, outer, options) };
}

function stepEnd(resolve: Resolve): Node {
  return add(resolve("t"), resolve("dt"));
}

/** One step of dt, and as many finer ones as it takes. */
function coupledStep(
  { model, scheme }: Pick<Simulation, "model" | "scheme">,
  resolve: Resolve,
  { coarse, fine }: Pair,
  { limit, reference = scheme, parts = 2 }: CoupledOptions,
): Pair {
  const [t, dt] = [resolve("t"), resolve("dt")];
  const species = model.species.length;
  const step = (by: Scheme, state: readonly Node[], from: Node, size: Node, normals: Normals) => {
    const stopped = state[species];
    const x = state.slice(0, species);
    const result = guardedStep(modelFor(model, by), by, resolve, {
      x,
      t: from,
      dt: size,
      stopped,
      normals,
    });
    const kept = loseNonFinite(result.next, limit);
    return result.stopped ? [...kept, result.stopped] : kept;
  };
  const part = mul(constant(1 / parts), dt);
  const noise = nestedNormals(model.wiener.length, parts);
  let state = fine;
  for (let i = 0; i < parts; i++) {
    const from = i === 0 ? t : add(t, mul(constant(i), part));
    state = inScope(`fine_${i + 1}`, () => step(reference, state, from, part, noise.fine(i)));
  }
  return {
    fine: state,
    coarse: inScope("coarse", () => step(scheme, coarse, t, dt, noise.coarse)),
  };
}

/** A model in the calculus of a scheme. */
function modelFor(model: Model, { interpretations }: Scheme): Model {
  const [native = model.interpretation] = interpretations;
  return interpretations.includes(model.interpretation) ? model : interpretedAs(model, native);
}

/** Standard normals of a stream, one a Wiener process; further blocks of them are independent. */
type Normals = (stream: Stream, block?: number) => Node[];

/** The normals of a step, and of the parts that it is divided into. */
interface NestedNormals {
  readonly coarse: Normals;
  fine(part: number): Normals;
}

/**
 * Normals along one Brownian path, which the parts draw. With n parts, whose normals are ξᵢ for dW
 * and ζᵢ for dZ, the step has for dW Σξᵢ/√n; for dZ what makes I_(1,0) = ½dt (dW + dZ/√3) the integral
 * of that path, which is (√3 Σ(n − 1 − 2i) ξᵢ + Σζᵢ)/√n³.
 */
function nestedNormals(channels: number, parts: number): NestedNormals {
  const all = Array.from({ length: parts }, (_, i) => i);
  const fine =
    (i: number): Normals =>
    (stream, block = 0) =>
      Array.from({ length: channels }, (_, c) =>
        normal(stream, (block * parts + i) * channels + c),
      );
  const sum = (terms: readonly Node[]): Node =>
    terms.reduce((total, term) => add(total, term), constant(0));
  const coarse: Normals = (stream, block = 0) => {
    const drawn = (of: Stream): Node[][] => all.map((i) => fine(i)(of, block));
    const own = drawn(stream);
    const w = stream === "dZ" ? drawn("dW") : [];
    return Array.from({ length: channels }, (_, c) => {
      const total = sum(own.flatMap((part) => part[c] ?? []));
      if (stream !== "dZ") return mul(constant(parts ** -0.5), total);
      const slopes = w.flatMap((part, i) => {
        const xi = part[c];
        return xi ? [mul(constant(parts - 1 - 2 * i), xi)] : [];
      });
      const slope = mul(constant(Math.sqrt(3)), sum(slopes));
      return mul(constant(parts ** -1.5), add(slope, total));
    });
  };
  return { coarse, fine };
}

/** For each event: where it holds on the coarse path, on the fine one, and on one of them alone. */
function eventMasks(model: Model, { coarse, fine }: Pair, resolve: Resolve, t: Node): Node[] {
  return model.events.flatMap(({ name, when }) =>
    inScope(name, () => {
      const [one, two] = [coarse, fine].map((x) =>
        at(model, when, resolve, x.slice(0, model.species.length), t),
      );
      if (!one || !two) return [];
      const apart = elementwise("abs", sub(truth(one), truth(two)));
      return [one, two, isTrue(apart)];
    }),
  );
}

/** Moments of the coarse path, the fine one and their difference, and the same of events. */
function outputsOf(
  model: Model,
  loop: Node<"scan">,
  resolve: Resolve,
  { histograms = false }: CoupledOptions,
): Output[] {
  const { carry } = loop.attributes;
  const states = Array.from({ length: carry }, (_, i) => scanOutput(loop, i));
  const pair: Pair = { coarse: states.slice(0, carry / 2), fine: states.slice(carry / 2) };
  const t = time("times");
  const series = [...model.species, ...model.observables].map(({ name }, i): [string, Node[]] => {
    const formula = model.observables[i - model.species.length]?.value;
    const [coarse, fine] = [pair.coarse, pair.fine].map((x) =>
      formula ? inScope(name, () => at(model, formula, resolve, x, t)) : x[i],
    );
    return [name, coarse && fine ? [coarse, fine, inScope(name, () => sub(coarse, fine))] : []];
  });
  const summaries = series.flatMap(([name, nodes]) =>
    Object.values(coupledNames(name)).flatMap((label, i): Output[] => {
      const node = nodes[i];
      if (!node) return [];
      const isPath = label !== coupledNames(name).difference;
      const ops = histograms && isPath ? (["histogram"] as const) : [];
      return (["moments", ...ops, "samplePaths"] as const).map((op) => ({
        name: `${label}/${op}`,
        node: summary(op, node),
      }));
    }),
  );
  const holds = inScope("events", () => eventMasks(model, pair, resolve, t));
  const labels = model.events.flatMap(({ name }) => Object.values(coupledNames(name)));
  const events = holds.map((node, i) => ({
    name: `${labels[i] ?? ""}/occurrences`,
    node: occurrences(scanOutput(loop, carry + i), node),
  }));
  return [...summaries, ...events];
}
