import type { Aspect } from "./aspects.ts";

/** What an aspect of a run shows and how it was computed. */
export function AspectHelp({ aspect }: { aspect: Exclude<Aspect, "paths"> }) {
  return <p>{TEXTS[aspect]}</p>;
}

const TEXTS: Readonly<Record<Exclude<Aspect, "paths">, string>> = {
  events:
    "The share of all paths on which an event of the model holds (line), and on which it has held at any step until then " +
    "(dashed), which is the distribution of its first passage; see its histogram among the distributions. Bands are Wilson's " +
    "95 % intervals for so many paths.",
  correlations:
    "How pairs of species vary together over all paths at each logged time: the correlation, from −1 to 1, and the unbiased " +
    "covariance; the bands are their 95 % intervals. They are logged by runs with --covariance.",
  autocorrelation:
    "The correlation of each species, over all paths, with what it was at a time; the dot is the first peak after the first " +
    "trough, which shows a period, read off a parabola through its three highest points; the bands are 95 % intervals. Logged by " +
    "runs with --autocorrelation T.",
};
