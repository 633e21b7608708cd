import type { Model } from "../model/model.ts";

/** What is known of an event at every logged time. */
export interface EventSummary {
  readonly name: string;
  /** What it means that the condition holds, such as "gene 1 on". */
  readonly title: string | undefined;
  /** Number of paths, at each logged time. */
  readonly paths: Float64Array;
  /** Paths on which the condition holds at the logged time: at the end, the share of a fate. */
  readonly holding: Float64Array;
  /** Paths on which it has held at any step so far: the distribution of the first passage. */
  readonly reached: Float64Array;
  /** How often it began to hold so far, over all paths; paths that start with it count once. */
  readonly begun: Float64Array;
}

/** The summary of a model's event from what was counted of it. */
export function eventSummary(
  { events }: Pick<Model, "events">,
  name: string,
  counts: Pick<EventSummary, "paths" | "holding" | "reached" | "begun">,
): EventSummary {
  return { name, title: events.find((event) => event.name === name)?.title, ...counts };
}

/** When a share of all paths had reached an event for the first time. */
export interface Passage {
  /** The logged time at which they had; infinite if they never had. */
  readonly time: number;
  /** The true time lies within this before it: the time between logged ones. */
  readonly error: number;
}

/**
 * The p-quantile of the first passage time over all paths, those that never reach the event at infinity.
 *
 * The event is watched at every step, and its time known to a logged one.
 */
export function passageQuantile(
  { reached, paths }: EventSummary,
  times: Float64Array,
  p: number,
): Passage {
  const k = reached.findIndex((count, i) => count > 0 && count >= p * (paths[i] ?? 0));
  if (k < 0) return { time: Number.POSITIVE_INFINITY, error: 0 };
  const time = times[k] ?? Number.NaN;
  return { time, error: k === 0 ? 0 : time - (times[k - 1] ?? time) };
}

/** The mean first passage time of the paths that reached the event; NaN if none did. */
export function meanPassage({ reached }: EventSummary, times: Float64Array): Passage {
  let sum = 0;
  let before = 0;
  for (const [k, count] of reached.entries()) {
    sum += (count - before) * (times[k] ?? Number.NaN);
    before = count;
  }
  return { time: sum / before, error: (times[1] ?? 0) - (times[0] ?? 0) };
}
