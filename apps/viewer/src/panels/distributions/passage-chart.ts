import type { LoggedEventCounts, LoggedRun } from "@driftgraph/core";
import type { Chart, ReadoutRow } from "../../charts/chart.ts";
import { verticalRule } from "../../charts/marks/rule.ts";
import { steps } from "../../charts/marks/steps.ts";
import { words } from "../../charts/marks/words.ts";
import { countText, numberText, quantityText } from "../../charts/number-text.ts";
import { type Domain, extentOf, padded } from "../../charts/scale.ts";
import { type Table, tableOf } from "../../charts/table.ts";

/** When the paths of a run first came to an event. */
export interface Passage {
  readonly label: string;
  readonly colour: string;
  readonly event: LoggedEventCounts;
  readonly logged: LoggedRun;
}

/** Bins as they were logged: paths that first came to it from one logged time to the next. */
export interface PassageBins {
  readonly edges: Float64Array;
  readonly counts: Float64Array;
  readonly densities: Float64Array;
  /** Paths on which it held from the start: they lie in no bin. */
  readonly atStart: number;
  /** Paths that never came to it. */
  readonly never: number;
  /** Those of which it is known whether they did: not those that were lost before. */
  readonly paths: number;
}

/** The first passages to an event, from how many paths it had held on up to each logged time. */
export function passageBins(
  { known, reached }: Pick<LoggedEventCounts, "known" | "reached">,
  times: Float64Array,
): PassageBins {
  const rows = Math.min(times.length, reached.length);
  const all = known[rows - 1] ?? 0;
  const counts = new Float64Array(Math.max(0, rows - 1)).map(
    (_, k) => (reached[k + 1] ?? 0) - (reached[k] ?? 0),
  );
  return {
    edges: times.slice(0, rows),
    counts,
    densities: counts.map((count, k) => count / (all * ((times[k + 1] ?? 0) - (times[k] ?? 0)))),
    atStart: reached[0] ?? 0,
    never: all - (reached[rows - 1] ?? 0),
    paths: all,
  };
}

/** An event, and the first passages to it in one run or several. */
export interface PassageGroup {
  readonly title: string;
  readonly passages: readonly Passage[];
}

/** The histograms of first passages, a chart an event; all with the same axes. */
export function passageCharts(groups: readonly PassageGroup[]): Chart[] {
  const all = groups.flatMap(({ passages }) =>
    passages.map(({ event, logged }) => passageBins(event, logged.times)),
  );
  const x = extentOf(...all.map(({ edges }) => edges));
  const until = Math.max(...all.map(mostUntil));
  const most = Math.max(0, ...all.flatMap(({ densities }) => [...densities]));
  return groups.map(({ title, passages }) =>
    passageChart(title, passages, {
      x: padded("linear", [x[0], Number.isFinite(until) ? until : x[1]], 0),
      y: [0, (most || 1) * 1.12],
    }),
  );
}

/** First passages that may come after the range that is shown at first. */
const OUTSIDE = 0.001;

/** When all but a few of the paths that ever come to it have come. */
function mostUntil({ edges, counts }: PassageBins): number {
  const all = counts.reduce((a, b) => a + b, 0);
  let left = all;
  const last = counts.findIndex((count) => {
    left -= count;
    return left <= OUTSIDE * all;
  });
  return all > 0 ? (edges[last + 1] ?? Number.NEGATIVE_INFINITY) : Number.NEGATIVE_INFINITY;
}

function passageChart(
  title: string,
  passages: readonly Passage[],
  domains: { readonly x: Domain; readonly y: Domain },
): Chart {
  const found = passages.map((passage) => ({
    ...passage,
    bins: passageBins(passage.event, passage.logged.times),
  }));
  const unit = passages[0]?.logged.run?.timeUnit;
  return {
    title,
    summary: found.map(({ label, bins }) => sentence(label, bins, unit)).join(" "),
    x: {
      label: "time of first passage",
      unit,
      kind: "linear",
      domain: domains.x,
    },
    y: {
      label: "density",
      unit: unit === undefined ? undefined : `1/${unit}`,
      kind: "linear",
      domain: domains.y,
    },
    marks: [
      ...found.map(({ colour, bins }) =>
        steps(
          bins.edges,
          bins.densities,
          { colour, width: 1.5 },
          { colour, opacity: 0.18 / Math.sqrt(found.length) },
        ),
      ),
      words(
        found.map(({ label, colour, bins }) => {
          const y = Math.max(...bins.densities);
          const k = bins.densities.indexOf(y);
          const name = found.length > 1 ? `${label}: ` : "";
          return { text: `${name}${sharesText(bins)}`, x: bins.edges[k] ?? 0, y, colour };
        }),
      ),
    ],
    read: (x) => ({
      title: quantityText(x, unit),
      rows: found.flatMap(({ label, colour, bins }) =>
        rowsAt(found.length > 1 ? `${label} ` : "", colour, bins, x),
      ),
      marks: [verticalRule(x, { colour: "var(--faint)", opacity: 0.7 })],
    }),
    table: () => passageTable(passages),
  };
}

/** Every bin of every first passage. */
export function passageTable(passages: readonly Passage[]): Table {
  const rows = passages.flatMap(({ label, event, logged }) => {
    const { edges, counts } = passageBins(event, logged.times);
    return [...counts].map((count, k) => ({
      of: `${label} ${event.name}`,
      from: edges[k] ?? Number.NaN,
      to: edges[k + 1] ?? Number.NaN,
      count,
    }));
  });
  return tableOf([
    ["event", rows.map(({ of }) => of)],
    ["from", rows.map(({ from }) => from)],
    ["to", rows.map(({ to }) => to)],
    ["paths", rows.map(({ count }) => count)],
  ]);
}

function rowsAt(name: string, colour: string, bins: PassageBins, x: number): ReadoutRow[] {
  const k = bins.edges.findLastIndex((edge) => edge <= x);
  const [from, to] = [bins.edges[k], bins.edges[k + 1]];
  if (from === undefined || to === undefined) return [];
  const until = bins.atStart + bins.counts.subarray(0, k + 1).reduce((a, b) => a + b, 0);
  return [
    { label: `${name}from ${numberText(from, 4)} to ${numberText(to, 4)}`, value: "", colour },
    { label: `${name}first came`, value: `${countText(bins.counts[k] ?? 0)} paths`, colour },
    { label: `${name}so far`, value: shareText(until, bins.paths) },
  ];
}

function sharesText({ atStart, never, paths }: PassageBins): string {
  const start = atStart > 0 ? `, ${shareText(atStart, paths)} from the start` : "";
  return `${shareText(paths - never, paths)} came to it${start}`;
}

function shareText(count: number, paths: number): string {
  return paths > 0 ? `${numberText((100 * count) / paths, 3)} %` : "none";
}

function sentence(label: string, bins: PassageBins, unit: string | undefined): string {
  const k = bins.densities.indexOf(Math.max(...bins.densities));
  const often = quantityText(bins.edges[k] ?? Number.NaN, unit, 3);
  return `Times at which paths first came to it, ${label}: ${sharesText(bins)}, most often after t = ${often}.`;
}
