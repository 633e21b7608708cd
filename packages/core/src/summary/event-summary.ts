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

/** First passages up to a logged time: of how many paths, and their times' mean and variance over these. */
export interface Passages {
  readonly count: number;
  /** NaN of none. */
  readonly mean: number;
  /** Unbiased; NaN of fewer than two. */
  readonly variance: number;
}

/** The first passages up to the k-th logged time, each taken for the logged time that it is known by. */
export function passagesBefore(
  { reached }: Pick<EventSummary, "reached">,
  times: Float64Array,
  k: number,
): Passages {
  let [sum, squares, before] = [0, 0, 0];
  const from = times[0] ?? 0;
  for (let i = 0; i <= k; i++) {
    const [count, time] = [reached[i] ?? Number.NaN, (times[i] ?? Number.NaN) - from];
    sum += (count - before) * time;
    squares += (count - before) * time * time;
    before = count;
  }
  const mean = sum / before;
  const variance = before < 2 ? Number.NaN : (squares - mean * sum) / (before - 1);
  return { count: before, mean: from + mean, variance: Math.max(0, variance) };
}

/** The mean first passage time of the paths that reached the event; NaN if none did. */
export function meanPassage(event: EventSummary, times: Float64Array): Passage {
  const { mean } = passagesBefore(event, times, times.length - 1);
  return { time: mean, error: (times[1] ?? 0) - (times[0] ?? 0) };
}
