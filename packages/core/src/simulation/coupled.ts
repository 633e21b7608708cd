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
import { both, either, isTrue, truth } from "../graph/logic.ts";
import type { Node } from "../graph/node.ts";
import type { Stream } from "../graph/op.ts";
import { PATHS, SCALAR } from "../graph/shape.ts";
import { verify } from "../graph/verify.ts";
import { interpretedAs } from "../model/ito.ts";
import type { Model } from "../model/model.ts";
import type { Scheme } from "../schemes/scheme.ts";
import { ofKept } from "./events.ts";
import { isKept, loseNonFinite } from "./lost.ts";
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
  /** At half of that, if a third path was wanted. */
  readonly finest: string;
  /** The coarse less the fine, path by path; of an event, where they differ. */
  readonly difference: string;
  /** The fine less the finest, likewise. */
  readonly fineDifference: string;
  /** The coarse less the finest, likewise. */
  readonly fullDifference: string;
  /** Of an event, where there is a third path: the fine one's first passages, watched at the end of each of its steps. */
  readonly finePassage: string;
  /** The finest one's, likewise. */
  readonly finestPassage: string;
}

/** The names of the series, or events, that a coupled simulation has for one of the model's. */
export function coupledNames(name: string): CoupledNames {
  return {
    coarse: name,
    fine: `${name}:fine`,
    finest: `${name}:finest`,
    difference: `${name}:difference`,
    fineDifference: `${name}:fine_difference`,
    fullDifference: `${name}:full_difference`,
    finePassage: `${name}:fine_passage`,
    finestPassage: `${name}:finest_passage`,
  };
}

/** The paths of a coupled simulation, from the one in the longest steps to that in the shortest. */
const PATHS_OF = ["coarse", "fine", "finest"] as const;

/** Which paths each difference is of. */
const DIFFERENCES = [
  ["difference", 0, 1],
  ["fineDifference", 1, 2],
  ["fullDifference", 0, 2],
] as const;

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
  /** Whether there is a third path, in steps half as long as the fine one's; false if not given. */
  readonly third?: boolean;
  /** Whether histograms are taken of both paths, for quantiles; false if not given. */
  readonly histograms?: boolean;
}

/**
 * A simulation that integrates each path twice along one Brownian path, or three times: in steps of dt, and in finer
 * ones. So what differs between them is the discretization's alone.
 */
export function coupledSimulation(of: Simulation, options: CoupledOptions): Simulation {
  const graph = inContext({ scope: "", origin: undefined }, () =>
    verify(coupledGraph(of, options)),
  );
  const labels = [...pathsOf(options), ...differencesOf(options).map(([label]) => label)];
  const series = of.series.flatMap((name) => labels.map((label) => coupledNames(name)[label]));
  return { ...of, series, graph };
}

/** A path's state: species, then the flag that it has stopped. */
type State = readonly Node[];

function pathsOf({ third }: CoupledOptions) {
  return PATHS_OF.slice(0, third ? 3 : 2);
}

function differencesOf({ third }: CoupledOptions) {
  return DIFFERENCES.slice(0, third ? 3 : 1);
}

/** Into how many parts each path divides a step of dt. */
function partsOf({ parts = 2, third }: CoupledOptions): number[] {
  return third ? [1, parts, 2 * parts] : [1, parts];
}

function coupledGraph({ model, scheme }: Simulation, options: CoupledOptions): Graph {
  const parameters = bindParameters(model, options.given);
  const outer: Resolve = (name) => parameters.get(name) ?? constant(Number.NaN);
  const stopped = canStop(model.species) ? [constant(0)] : [];
  const initial = inScope("initial_state", () => [...initialValues(model, outer), ...stopped]);
  const width = initial.length;
  const paths = pathsOf(options);
  const body = inScope("step", (): Graph => {
    const names = [...model.species.map(({ name }) => name), ...stopped.map(() => "stopped")];
    const states = paths.map((which, path) =>
      names.map((name, i) => argument(path * width + i, `${name}_${which}`, PATHS)),
    );
    const passed = [...parameters.keys(), "dt", "t"].map((name, i) =>
      argument(paths.length * width + i, name, SCALAR),
    );
    const byName = new Map(passed.map((node) => [node.attributes.name, node]));
    const inner: Resolve = (name) => byName.get(name) ?? constant(Number.NaN);
    const taken = coupledStep({ model, scheme }, inner, states, options);
    const events = inScope("events", () => eventMasks(model, taken, inner, options));
    const next = taken.flatMap((steps) => steps.at(-1)?.state ?? []);
    const outputs = [...next, ...events.map(({ node }) => node)];
    return {
      name: "step",
      arguments: [...states.flat(), ...passed],
      outputs: outputs.map((node, i) => ({ name: `r${i}`, node })),
    };
  });
  const loop = scan(
    body,
    paths.flatMap(() => initial),
    [...parameters.values(), stepSize()],
    [time("steps")],
  );
  return { name: model.name, arguments: [], outputs: outputsOf(model, loop, outer, options) };
}

/** A path at the end of a step, or of a part of it. */
interface Taken {
  readonly state: State;
  readonly t: Node;
}

/** One step of dt, and as many finer ones as it takes: each path's, one after the other. */
function coupledStep(
  { model, scheme }: Pick<Simulation, "model" | "scheme">,
  resolve: Resolve,
  states: readonly State[],
  options: CoupledOptions,
): Taken[][] {
  const { limit, reference = scheme } = options;
  const [t, dt] = [resolve("t"), resolve("dt")];
  const species = model.species.length;
  const step = (by: Scheme, state: State, from: Node, size: Node, normals: Normals): State => {
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
  const allParts = partsOf(options);
  const noise = nestedNormals(model.wiener.length, Math.max(...allParts));
  return pathsOf(options).map((which, path) => {
    const parts = allParts[path] ?? 1;
    const size = parts === 1 ? dt : mul(constant(1 / parts), dt);
    const by = path === 0 ? scheme : reference;
    const after = (i: number): Node => {
      if (i === 0) return t;
      return i === parts ? add(t, dt) : add(t, mul(constant(i), size));
    };
    const taken: Taken[] = [];
    for (let i = 0; i < parts; i++) {
      const state = taken.at(-1)?.state ?? states[path] ?? [];
      const scope = parts === 1 ? which : `${which}_${i + 1}`;
      const next = inScope(scope, () => step(by, state, after(i), size, noise(i, parts)));
      taken.push({ state: next, t: after(i + 1) });
    }
    return taken;
  });
}

/** A model in the calculus of a scheme. */
function modelFor(model: Model, { interpretations }: Scheme): Model {
  const [native = model.interpretation] = interpretations;
  return interpretations.includes(model.interpretation) ? model : interpretedAs(model, native);
}

/** Standard normals of a stream, one a Wiener process; further blocks of them are independent. */
type Normals = (stream: Stream, block?: number) => Node[];

/** The normals of one of the equal parts that a step is divided into. */
type NestedNormals = (part: number, parts: number) => Normals;

/**
 * Normals along one Brownian path, which the shortest parts of a step draw. A part of n of these, whose normals are ξᵢ
 * for dW and ζᵢ for dZ, has for dW Σξᵢ/√n; for dZ what makes I_(1,0) = ½dt (dW + dZ/√3) the integral of that path,
 * which is (√3 Σ(n − 1 − 2i) ξᵢ + Σζᵢ)/√n³.
 */
function nestedNormals(channels: number, shortest: number): NestedNormals {
  const sum = (terms: readonly Node[]): Node =>
    terms.reduce((total, term) => add(total, term), constant(0));
  return (part, parts) =>
    (stream, block = 0) => {
      const n = shortest / parts;
      const drawn = (of: Stream): Node[][] =>
        Array.from({ length: n }, (_, i) =>
          Array.from({ length: channels }, (_, c) =>
            normal(of, (block * shortest + part * n + i) * channels + c),
          ),
        );
      const own = drawn(stream);
      if (n === 1) return own.flat();
      const w = stream === "dZ" ? drawn("dW") : [];
      return Array.from({ length: channels }, (_, c) => {
        const total = sum(own.flatMap((of) => of[c] ?? []));
        if (stream !== "dZ") return mul(constant(n ** -0.5), total);
        const slopes = w.flatMap((of, i) => {
          const xi = of[c];
          return xi ? [mul(constant(n - 1 - 2 * i), xi)] : [];
        });
        const slope = mul(constant(Math.sqrt(3)), sum(slopes));
        return mul(constant(n ** -1.5), add(slope, total));
      });
    };
}

/** A node of an event, or of a series, by what it is of. */
interface Labelled {
  readonly label: keyof CoupledNames;
  readonly node: Node;
}

/** The paths' nodes, and some differences of these. */
function labelled(
  nodes: readonly Node[],
  differences: readonly (typeof DIFFERENCES)[number][],
  differ: (one: Node, other: Node) => Node,
): Labelled[] {
  const own = nodes.flatMap((node, i): Labelled[] => {
    const label = PATHS_OF[i];
    return label ? [{ label, node }] : [];
  });
  const apart = differences.flatMap(([label, a, b]): Labelled[] => {
    const [one, other] = [nodes[a], nodes[b]];
    return one && other ? [{ label, node: differ(one, other) }] : [];
  });
  return [...own, ...apart];
}

/** Names of first passages, by the path that they are of. */
const PASSAGES = [
  ["finePassage", 1],
  ["finestPassage", 2],
] as const;

/**
 * For each event: where it holds on each path at the end of its last step, and on one of the first two alone; with a
 * third path also where it holds at the end of any step of a finer path. These are of paths of which none is lost; of
 * each there is also where it does or one is lost.
 */
function eventMasks(
  model: Model,
  paths: readonly (readonly Taken[])[],
  resolve: Resolve,
  options: CoupledOptions,
): Output[] {
  const species = model.species.length;
  const kept = paths.flatMap((steps) => isKept(steps.at(-1)?.state ?? [])).reduce(both);
  return model.events.flatMap(({ name, when }) =>
    inScope(name, () => {
      const holds = paths.map((steps) =>
        steps.map(({ state, t }) => at(model, when, resolve, state.slice(0, species), t)),
      );
      const ends = holds.flatMap((steps) => steps.at(-1) ?? []);
      const own = labelled(ends, DIFFERENCES.slice(0, 1), differ);
      const passages = (options.third ? PASSAGES : []).map(([label, path]) => ({
        label,
        node: (holds[path] ?? []).reduce(either),
      }));
      const names = coupledNames(name);
      return [...own, ...passages].flatMap(({ label, node }) => ofKept(names[label], node, kept));
    }),
  );
}

/** Where one of two conditions holds alone. */
function differ(one: Node, other: Node): Node {
  return isTrue(elementwise("abs", sub(truth(one), truth(other))));
}

/** Moments of the paths and of their differences, and the same of events. */
function outputsOf(
  model: Model,
  loop: Node<"scan">,
  resolve: Resolve,
  options: CoupledOptions,
): Output[] {
  const { carry } = loop.attributes;
  const count = pathsOf(options).length;
  const width = carry / count;
  const states = Array.from({ length: count }, (_, path) =>
    Array.from({ length: width }, (_, i) => scanOutput(loop, path * width + i)),
  );
  const t = time("times");
  const summaries = [...model.species, ...model.observables].flatMap(({ name }, i) => {
    const formula = model.observables[i - model.species.length]?.value;
    const values = states.flatMap((x) =>
      formula ? [inScope(name, () => at(model, formula, resolve, x, t))] : (x[i] ?? []),
    );
    const all = inScope(name, () => labelled(values, differencesOf(options), sub));
    return all.flatMap(({ label, node }): Output[] => {
      const isPath = pathsOf(options).some((of) => of === label);
      const ops = options.histograms && isPath ? (["histogram"] as const) : [];
      return (["moments", ...ops, "samplePaths"] as const).map((op) => ({
        name: `${coupledNames(name)[label]}/${op}`,
        node: summary(op, node),
      }));
    });
  });
  const logged = states.map((state) => [{ state, t }]);
  const holds = inScope("events", () => eventMasks(model, logged, resolve, options));
  const events = holds.map(({ name, node }, i) => ({
    name: `${name}/occurrences`,
    node: occurrences(scanOutput(loop, carry + i), node),
  }));
  return [...summaries, ...events];
}
