import { occurrences, time } from "../graph/build.ts";
import { inScope } from "../graph/context.ts";
import type { Output } from "../graph/graph.ts";
import type { Node } from "../graph/node.ts";
import type { Model, ModelEvent } from "../model/model.ts";
import { stageTime } from "../schemes/runge-kutta.ts";
import { at, type Resolve } from "./step.ts";

/** Whether each event holds at the end of a step, which led to x: results of the scan's body. */
export function eventMasks(
  model: Model,
  resolve: Resolve,
  { x, t, dt }: { readonly x: readonly Node[]; readonly t: Node; readonly dt: Node },
): Output[] {
  return inScope("events", () =>
    model.events.map(({ name, when }) => ({
      name,
      node: inScope(name, () => at(model, when, resolve, x, stageTime(t, 1, dt))),
    })),
  );
}

/**
 * What becomes of an event: `<name>/occurrences`.
 *
 * @param mask where it holds at each step's end.
 * @param states the species' series at the logged times.
 */
export function eventOutput(
  model: Model,
  { name, when }: ModelEvent,
  resolve: Resolve,
  mask: Node<"scanOutput">,
  states: readonly Node[],
): Output {
  const holds = inScope("events", () =>
    inScope(name, () => at(model, when, resolve, states, time("times"))),
  );
  const node = inScope("summaries", () => inScope(name, () => occurrences(mask, holds)));
  return { name: `${name}/occurrences`, node };
}
