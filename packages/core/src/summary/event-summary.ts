import type { Model } from "../model/model.ts";
import { orLost } from "../simulation/lost.ts";

/** What is known of an event at every logged time. */
export interface EventSummary {
  readonly name: string;
  /** What it means that the condition holds, such as "gene 1 on". */
  readonly title: string | undefined;
  /** Number of paths, at each logged time, without those that were lost as they stopped being finite. */
  readonly paths: Float64Array;
  /**
   * Number of paths of which it is known whether it has held so far: those that aren't lost, and those on
   * which it held before they were.
   */
  readonly known: Float64Array;
  /** Paths on which the condition holds at the logged time: at the end, the share of a fate. */
  readonly holding: Float64Array;
  /** Paths, of those known, on which it has held at any step so far: the distribution of the first passage. */
  readonly reached: Float64Array;
  /** How often it began to hold so far, over all paths, as long as they aren't lost; paths that start with it count once. */
  readonly begun: Float64Array;
  /**
   * Mean first passage time of the paths in `reached`, in the model's unit; NaN if there are none. The event is
   * watched at the ends of steps, whatever is logged.
   */
  readonly passage: Float64Array;
}

/** What was counted of a condition at each logged time. */
export interface ConditionCounts
  extends Pick<EventSummary, "name" | "holding" | "reached" | "begun"> {
  /** How many steps the paths in `reached` took until it first held, all together. */
  readonly steps: Float64Array;
}

/**
 * The summaries of events from what was counted of them, and of them or that the path is lost: what the
 * two differ by at a time are the paths that are lost, and those that are lost without having met it.
 *
 * @param paths that reached each logged time, the lost ones among them.
 * @param dt how long a step is.
 */
export function eventSummaries(
  { events }: Pick<Model, "events">,
  counted: readonly ConditionCounts[],
  paths: Float64Array,
  dt: number,
): EventSummary[] {
  const byName = new Map(counted.map((counts) => [counts.name, counts]));
  const alsoLost = new Set([...byName.keys()].map(orLost));
  const own = counted.filter(({ name }) => !alsoLost.has(name));
  return own.map((counts) => {
    const { name, holding, reached, begun, steps } = counts;
    const all = byName.get(orLost(name));
    const without = (column: "holding" | "reached"): Float64Array =>
      paths.map((n, k) => n - (all ? (all[column][k] ?? 0) - (counts[column][k] ?? 0) : 0));
    return {
      name,
      title: events.find((event) => event.name === name)?.title,
      paths: without("holding"),
      known: without("reached"),
      holding,
      reached,
      begun,
      passage: steps.map((count, k) => (dt * count) / (reached[k] ?? Number.NaN)),
    };
  });
}

/** When a share of all paths had reached an event for the first time. */
export interface Passage {
  /** The logged time at which they had; infinite if they never had. */
  readonly time: number;
  /** The true time lies within this before it: the time between logged ones. */
  readonly error: number;
}

/**
 * The p-quantile of the first passage time over all known paths, those that never reach the event at infinity.
 *
 * The event is watched at every step, and its time known to a logged one.
 */
export function passageQuantile(
  { reached, known }: EventSummary,
  times: Float64Array,
  p: number,
): Passage {
  const k = reached.findIndex((count, i) => count > 0 && count >= p * (known[i] ?? 0));
  if (k < 0) return { time: Number.POSITIVE_INFINITY, error: 0 };
  const time = times[k] ?? Number.NaN;
  return { time, error: k === 0 ? 0 : time - (times[k - 1] ?? time) };
}

/**
 * Variance of the first passage times up to the k-th logged time over the paths that have reached the event, each
 * taken for the logged time that it is known by.
 *
 * @returns unbiased; NaN of fewer than two.
 */
export function passageVariance(
  { reached }: Pick<EventSummary, "reached">,
  times: Float64Array,
  k: number,
): number {
  let [sum, squares, before] = [0, 0, 0];
  for (let i = 0; i <= k; i++) {
    const [count, time] = [reached[i] ?? Number.NaN, times[i] ?? Number.NaN];
    sum += (count - before) * time;
    squares += (count - before) * time * time;
    before = count;
  }
  return before < 2 ? Number.NaN : Math.max(0, squares - (sum * sum) / before) / (before - 1);
}
