import { argument, constant, normal, scan, stepSize, time } from "../graph/build.ts";
import { inScope } from "../graph/context.ts";
import type { Output } from "../graph/graph.ts";
import { both } from "../graph/logic.ts";
import type { Node } from "../graph/node.ts";
import { PATHS, SCALAR } from "../graph/shape.ts";
import type { Model } from "../model/model.ts";
import { stageTime } from "../schemes/runge-kutta.ts";
import type { Scheme } from "../schemes/scheme.ts";
import { adaptivePart, type Tolerance } from "./adaptive.ts";
import { eventMasks } from "./events.ts";
import { type Carried, carriedPlace } from "./halvings.ts";
import { loseNonFinite } from "./lost.ts";
import { canStop, type Guarded } from "./positivity.ts";
import { guardedStep, initialValues, type Resolve, type StepFrom } from "./step.ts";
import { type CorrelationOptions, remember, rememberedNames } from "./sums.ts";

/** What the loop over steps is built of. */
export interface LoopParts {
  readonly model: Model;
  readonly scheme: Scheme;
  readonly limit: number | undefined;
  readonly correlations: CorrelationOptions;
  readonly tolerance: Tolerance | undefined;
}

/** The loop over steps, and where in its results things are. */
export interface Loop {
  readonly scan: Node<"scan">;
  /** Masks that are counted: whose they are, what they count, and the number of the result. */
  readonly counted: readonly Counted[];
  /** The result that is the first event's mask. */
  readonly events: number;
  /** The result that is how many parts of steps were taken, if steps adapt. */
  readonly taken: number | undefined;
  /** The result that is what the first species was, if species are remembered. */
  readonly remembered: number;
}

interface Counted {
  readonly of: string;
  readonly what: "violations" | "halved" | "forced";
  readonly result: number;
}

/** The owner of what is counted of steps rather than of a species. */
export const STEPS = "steps";

/** The states of the loop by what they are for, in their order. */
interface States {
  readonly species: readonly Carried[];
  readonly stopped: readonly Carried[];
  readonly place: readonly Carried[];
  readonly memory: readonly Carried[];
}

/** The scan, whose body is one step of the scheme, or a part of one, with every parameter passed in. */
export function buildLoop(
  parts: LoopParts,
  parameters: ReadonlyMap<string, Node>,
  states: States,
): Loop {
  const all = [...states.species, ...states.stopped, ...states.place, ...states.memory];
  const body = inScope("step", () => {
    const state = all.map(({ name }, i) => argument(i, name, PATHS));
    const passed = [...parameters.keys(), "dt"].map((name, i) =>
      argument(all.length + i, name, SCALAR),
    );
    const t = argument(all.length + passed.length, "t", SCALAR);
    const byName = new Map([...passed, t].map((node) => [node.attributes.name, node]));
    const resolve: Resolve = (name) => byName.get(name) ?? constant(Number.NaN);
    const { outputs, counted } = bodyResults(parts, states, resolve, state);
    return { counted, graph: { name: "step", arguments: [...state, ...passed, t], outputs } };
  });
  const initial = all.map((state) => state.initial);
  const repeated = parts.tolerance !== undefined;
  return {
    scan: scan(
      body.graph,
      initial,
      [...parameters.values(), stepSize()],
      [time("steps")],
      repeated,
    ),
    counted: body.counted.map((entry, i) => ({ ...entry, result: all.length + i })),
    events: all.length + body.counted.length,
    taken: repeated ? states.species.length + states.stopped.length : undefined,
    remembered: all.length - states.memory.length,
  };
}

/** The states with their initial values: species, and what else the options need. */
export function loopStates(
  { model, correlations, tolerance }: LoopParts,
  resolve: Resolve,
): States {
  const values = initialValues(model, resolve);
  const named = (names: readonly string[]): Carried[] =>
    values.map((initial, i) => ({ name: names[i] ?? "", initial }));
  return {
    species: named(model.species.map(({ name }) => name)),
    stopped: canStop(model.species) ? [{ name: "stopped", initial: constant(0) }] : [],
    place: tolerance ? carriedPlace(model.wiener, tolerance.halvings) : [],
    memory: correlations.since === undefined ? [] : named(rememberedNames(model.species)),
  };
}

interface Body {
  readonly outputs: Output[];
  readonly counted: readonly Omit<Counted, "result">[];
}

function bodyResults(
  { model, scheme, limit, tolerance, correlations: { since } }: LoopParts,
  states: States,
  resolve: Resolve,
  state: readonly Node<"argument">[],
): Body {
  const { species, stopped, place, memory } = split(state, states);
  const [t, dt] = [resolve("t"), resolve("dt")];
  const from: StepFrom = {
    x: species,
    t,
    dt,
    stopped: stopped[0],
    normals: (stream, block = 0) =>
      model.wiener.map((_, j) => normal(stream, block * model.wiener.length + j)),
  };
  const part = tolerance && adaptivePart(model, scheme, tolerance, resolve, from, place);
  const guarded: Guarded = part ?? guardedStep(model, scheme, resolve, from);
  const x =
    limit === undefined ? guarded.next : inScope("lost", () => loseNonFinite(guarded.next, limit));
  const next = [
    ...x,
    ...(guarded.stopped ? [guarded.stopped] : []),
    ...(part?.carried ?? []),
    ...(since === undefined
      ? []
      : inScope("then", () => remember(memory, x, stageTime(t, 1, dt), since))),
  ];
  const counted = [
    ...guarded.violations.map(({ species: of, mask }) => ({
      of,
      what: "violations" as const,
      mask,
    })),
    ...(part
      ? (["halved", "forced"] as const).map((what) => ({ of: STEPS, what, mask: part[what] }))
      : []),
  ];
  const events = eventMasks(model, resolve, { x, t, dt }, limit);
  return {
    counted,
    outputs: [
      ...next.map((node, i) => ({ name: state[i]?.attributes.name ?? "", node })),
      ...counted.map(({ of, mask }) => ({ name: of, node: mask })),
      // Events are of the ends of steps, not of their parts.
      ...(part
        ? inScope("events", () =>
            events.map(({ name, node }) => ({ name, node: both(part.done, node) })),
          )
        : events),
      ...(part ? [{ name: "done", node: part.done }] : []),
    ],
  };
}

function split(
  nodes: readonly Node[],
  { species, stopped, memory }: States,
): { readonly [part in keyof States]: readonly Node[] } {
  const flag = species.length + stopped.length;
  const last = nodes.length - memory.length;
  return {
    species: nodes.slice(0, species.length),
    stopped: nodes.slice(species.length, flag),
    place: nodes.slice(flag, last),
    memory: nodes.slice(last),
  };
}
