import { constant, elementwise, scanOutput, summary } from "../graph/build.ts";
import { inScope } from "../graph/context.ts";
import type { Output } from "../graph/graph.ts";
import type { Node } from "../graph/node.ts";

/**
 * How far an event is on a path, as one number that the scan carries: +n while its condition holds for
 * the n-th time, −n when it has held n times and doesn't now; 0 before the first.
 *
 * One plane, six operations a step; whether, whether ever and how often are all in it.
 */
export function initialEventState(holds: Node): Node {
  return elementwise("select", holds, constant(1), constant(0));
}

/** The event's number after a step at whose end its condition holds or not. */
export function nextEventState(before: Node, holds: Node): Node {
  const again = elementwise("sub", constant(1), before);
  const entered = elementwise("max", before, again);
  const left = elementwise("neg", elementwise("abs", before));
  return elementwise("select", holds, entered, left);
}

/** Where an event began in a step: its number grew. */
export function began(before: Node, after: Node): Node {
  return elementwise("less", before, after);
}

/** What is counted of an event, by the ends of its outputs' names. */
export const EVENT_COUNTS = ["holding", "reached", "begun"] as const;

/** What is counted of an event; see `EventSummary`. */
export type EventCount = (typeof EVENT_COUNTS)[number];

/**
 * The counts of an event: paths at each logged time on which it holds, those on which it has held at
 * any step until then, and how often it began.
 *
 * @param state index of the scan's result that carries the event's number.
 * @param mask index of the scan's result that says where it began.
 */
export function eventOutputs(
  name: string,
  loop: Node<"scan">,
  { state, mask }: { readonly state: number; readonly mask: number },
): Output[] {
  return inScope("summaries", () =>
    inScope(name, () => {
      const number = scanOutput(loop, state);
      const zero = constant(0);
      const counted: Readonly<Record<EventCount, Node>> = {
        holding: elementwise("less", zero, number),
        reached: elementwise("less", zero, elementwise("abs", number)),
        begun: scanOutput(loop, mask),
      };
      return EVENT_COUNTS.map((count) => ({
        name: `${name}/${count}`,
        node: inScope(count, () => summary("count", counted[count])),
      }));
    }),
  );
}
