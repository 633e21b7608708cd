import { constant } from "../graph/build.ts";
import { topologicalOrder } from "../graph/graph.ts";
import type { Node } from "../graph/node.ts";
import { substitute } from "../graph/rewrite.ts";
import type { Model } from "../model/model.ts";
import { type NumericFunction, numericFunction } from "./numeric-function.ts";

/** Steps of the trajectory that shows how large a model's values are. */
const STEPS = 2000;

/** A model's drift as a function of the state. */
export function driftFunction(
  model: Model,
  parameters: ReadonlyMap<string, number>,
  time: number,
): NumericFunction {
  return numericFunction(model.drift, model.state, new Map(parameters).set("t", time));
}

/** Where the species start; of a distribution, its centre. */
function typicalInitial(model: Model, parameters: ReadonlyMap<string, number>): number[] {
  const initial = model.species.map((species) => species.initial);
  const centres = new Map<Node, Node>();
  for (const node of topologicalOrder(initial)) {
    if (node.op === "normal") centres.set(node, constant(0));
    if (node.op === "uniform") centres.set(node, constant(0.5));
    if (node.op === "poisson" && node.inputs[0]) centres.set(node, node.inputs[0]);
  }
  return [...numericFunction(substitute(initial, centres, ""), [], parameters)([])];
}

/** Where a model is at a time. */
export interface TypicalState {
  readonly time: number;
  /** One value a species. */
  readonly x: number[];
}

/** Growth by more than this, of what is there or of 1, is an escape to infinity, of which nothing is typical. */
const ESCAPED = 1e6;

/**
 * Where the species go without noise in the model's typical run: some points of the way, the first at
 * the start.
 *
 * @param points at most as many; undefined: every step.
 */
export function typicalPath(
  model: Model,
  parameters: ReadonlyMap<string, number>,
  points?: number,
): TypicalState[] {
  const change = numericFunction(model.drift, [...model.state, model.time], parameters);
  const drift = (time: number, x: readonly number[]): Float64Array => change([...x, time]);
  const steps = Math.min(STEPS, Math.ceil(model.run.tEnd / model.run.dt));
  const dt = model.run.tEnd / steps;
  const every = points === undefined ? 1 : Math.ceil(steps / points);
  let x = typicalInitial(model, parameters);
  const most = ESCAPED * Math.max(1, ...x.map(Math.abs));
  const path = [{ time: 0, x }];
  for (let step = 1; step <= steps; step++) {
    const time = (step - 1) * dt;
    const slope = drift(time, x);
    const half = x.map((value, i) => value + (dt / 2) * (slope[i] ?? 0));
    const middle = drift(time + dt / 2, half);
    const next = x.map((value, i) => value + dt * (middle[i] ?? Number.NaN));
    // A stiff drift throws an explicit method out; what it saw until then is still typical.
    if (!next.every((value) => Math.abs(value) < most)) break;
    x = next;
    if (step % every === 0) path.push({ time: step * dt, x });
  }
  return path;
}

/** The smallest and largest value of each species on its way without noise, and where that ends. */
export function typicalRange(
  model: Model,
  parameters: ReadonlyMap<string, number>,
): { readonly low: number[]; readonly high: number[]; readonly end: number[] } {
  const path = typicalPath(model, parameters);
  const over = (pick: (...values: number[]) => number): number[] =>
    model.species.map((_, i) =>
      path.reduce((best, { x }) => pick(best, x[i] ?? best), path[0]?.x[i] ?? 0),
    );
  return { low: over(Math.min), high: over(Math.max), end: path.at(-1)?.x ?? [] };
}
