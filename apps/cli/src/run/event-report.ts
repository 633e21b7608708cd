import {
  type Ensemble,
  type EventSummary,
  passageQuantile,
  type Run,
  wilsonInterval,
} from "@driftgraph/core";
import { showCount, showNumber, showPercent } from "../terminal/number.ts";

/** What became of an event by the end of a run: what `--json` has of it. */
export interface EventResult {
  readonly event: string;
  readonly title: string | null;
  readonly t: number;
  /** Paths that aren't lost. */
  readonly paths: number;
  /** Paths that stopped being finite before, and are left out. */
  readonly lost: number;
  /** Share of paths on which it holds at the end, with its 95 % confidence interval (Wilson). */
  readonly share: number;
  readonly low: number;
  readonly high: number;
  /** Paths of which it is known whether it held at some step: those that aren't lost, or were after it did. */
  readonly known: number;
  /** Share of those on which it did, likewise. */
  readonly reached: number;
  readonly reachedLow: number;
  readonly reachedHigh: number;
  /** Mean first passage time of those; null if there are none. */
  readonly meanPassage: number | null;
  /** Each passage was seen within this before it: at the end of its step. */
  readonly passageError: number | null;
  /** When half of the known paths had reached it; null if fewer did. */
  readonly medianPassage: number | null;
  /** The median lies within this before it: of how many paths it is known at logged times. */
  readonly medianPassageError: number | null;
  /** How often it began, on average over the known paths. */
  readonly begun: number;
}

/** What became of each event of an ensemble by its last logged time. */
export function eventResults({ times, plan }: Run, { events, lost }: Ensemble): EventResult[] {
  return events.flatMap((event) => {
    const last = event.paths.findLastIndex((paths) => paths > 0);
    return last < 0
      ? []
      : [resultAt(event, times, last, { lost: lost?.paths[last] ?? 0, dt: plan.dt })];
  });
}

function resultAt(
  event: EventSummary,
  times: Float64Array,
  k: number,
  { lost, dt }: { readonly lost: number; readonly dt: number },
): EventResult {
  const at = (column: Exclude<keyof EventSummary, "name" | "title">): number =>
    event[column][k] ?? 0;
  const [paths, known] = [at("paths"), at("known")];
  const { low, high } = wilsonInterval(at("holding"), paths);
  const reached = wilsonInterval(at("reached"), known);
  const median = passageQuantile(event, times, 0.5);
  return {
    event: event.name,
    title: event.title ?? null,
    t: times[k] ?? Number.NaN,
    paths,
    lost,
    share: at("holding") / paths,
    low,
    high,
    known,
    reached: at("reached") / known,
    reachedLow: reached.low,
    reachedHigh: reached.high,
    meanPassage: finite(at("passage")),
    passageError: Number.isFinite(at("passage")) ? dt : null,
    medianPassage: finite(median.time),
    medianPassageError: Number.isFinite(median.time) ? median.error : null,
    begun: at("begun") / known,
  };
}

/** JSON has no infinity. */
function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

/** How often more than once a path is worth saying. */
const OFTEN = 1.05;

/** An event's fate in plain words. */
export function eventSentence(result: EventResult): string {
  const { title, event, share, low, high, reached, meanPassage: mean, begun } = result;
  const { paths, lost, known } = result;
  const finite = lost > 0 ? `the ${showCount(paths)} finite paths` : "paths";
  const fate = `${showPercent(share)} of ${finite} ended with ${title ?? event} (95 % CI ${showRange(low, high)})`;
  const ever = known > paths ? ` of the ${showCount(known)} known` : "";
  if (mean === null) return `${fate}; none was there before`;
  const when = `first ${showPassage(mean, result.passageError ?? 0)} on average`;
  const often =
    begun > OFTEN * reached ? `, ${showNumber(begun / reached)} times each on average` : "";
  if (reached === share) return `${fate}, ${when}${often}`;
  return `${fate}; ${showPercent(reached)}${ever} were there at some time, ${when}${often}`;
}

/** How much of a mean passage time may be unknown before that is worth saying. */
const WITHIN = 0.1;

/** When, as far as times are known: those within a step aren't. */
function showPassage(mean: number, error: number): string {
  // What holds from the start is known to.
  if (mean === 0 || error <= WITHIN * mean) return `at t = ${showNumber(mean)}`;
  return `between t = ${showNumber(Math.max(0, mean - error))} and ${showNumber(mean)}`;
}

/** `1.9–2.3 %` */
function showRange(low: number, high: number): string {
  return `${showPercent(low).replace(" %", "")}–${showPercent(high)}`;
}
