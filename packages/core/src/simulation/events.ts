import { occurrences, time } from "../graph/build.ts";
import { inScope } from "../graph/context.ts";
import type { Output } from "../graph/graph.ts";
import { both, either, not } from "../graph/logic.ts";
import type { Node } from "../graph/node.ts";
import type { Model, ModelEvent } from "../model/model.ts";
import { stageTime } from "../schemes/runge-kutta.ts";
import { isKept, isWithin, orLost } from "./lost.ts";
import { at, type Resolve } from "./step.ts";

/** Masks of an event: where it holds and, where paths can be lost, where it holds or the path is lost. */
export function masksOfEvent(limit: number | undefined): number {
  return limit === undefined ? 1 : 2;
}

/** Whether each event holds at the end of a step, which led to x: results of the scan's body. */
export function eventMasks(
  model: Model,
  resolve: Resolve,
  { x, t, dt }: { readonly x: readonly Node[]; readonly t: Node; readonly dt: Node },
  limit: number | undefined,
): Output[] {
  return inScope("events", () =>
    model.events.flatMap(({ name, when }) =>
      inScope(name, () => {
        const node = at(model, when, resolve, x, stageTime(t, 1, dt));
        return limit === undefined ? [{ name, node }] : ofKept(name, node, isKept(x));
      }),
    ),
  );
}

/** Where a condition holds on paths that aren't lost; then where it does or the path is lost. */
export function ofKept(name: string, holds: Node, kept: Node): Output[] {
  return [
    { name, node: both(kept, holds) },
    { name: orLost(name), node: either(not(kept), holds) },
  ];
}

/**
 * What becomes of an event: `<name>/occurrences`; where paths can be lost, also of where it holds or the
 * path is lost.
 *
 * @param masks where each of the event's masks holds at each step's end.
 * @param states the species' series at the logged times.
 */
export function eventOutputs(
  model: Model,
  { name, when }: ModelEvent,
  resolve: Resolve,
  masks: readonly Node<"scanOutput">[],
  states: readonly Node[],
  limit: number | undefined,
): Output[] {
  const starts = inScope("events", () =>
    inScope(name, () => {
      const node = at(model, when, resolve, states, time("times"));
      return limit === undefined ? [{ name, node }] : ofKept(name, node, isWithin(states, limit));
    }),
  );
  return starts.flatMap(({ name: of, node: holds }, i) => {
    const mask = masks[i];
    if (!mask) return [];
    const node = inScope("summaries", () => inScope(name, () => occurrences(mask, holds)));
    return [{ name: `${of}/occurrences`, node }];
  });
}
