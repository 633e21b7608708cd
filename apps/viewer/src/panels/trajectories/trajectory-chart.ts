import type { Chart, EndLabel, Mark } from "../../charts/chart.ts";
import { band } from "../../charts/marks/band.ts";
import { line } from "../../charts/marks/line.ts";
import { isDense, pathLines } from "../../charts/marks/paths.ts";
import { verticalRule } from "../../charts/marks/rule.ts";
import { quantityText } from "../../charts/number-text.ts";
import type { Stroke } from "../../charts/painter.ts";
import { type Domain, extentOf, padded, type ScaleKind, withZero } from "../../charts/scale.ts";
import type { Cell, Entry } from "../series/entries.ts";
import { meanErrorBars } from "./mean-errors.ts";
import type { ShownParts } from "./shown-parts.ts";
import { readTrajectories } from "./trajectory-readout.ts";
import { trajectoryTable } from "./trajectory-table.ts";

/** How the trajectories of a cell are drawn. */
export interface TrajectoryStyle {
  readonly parts: ShownParts;
  readonly kind: ScaleKind;
}

/** What stands out in the charts of all panels. */
export interface Highlight {
  /** The scrubber's time. */
  readonly time: number | undefined;
  /** Absolute index of the marked path. */
  readonly path: number | undefined;
  /** By run, the sample paths that a brushed band of a histogram selects. */
  readonly brushed: ReadonlyMap<string, ReadonlySet<number> | undefined>;
}

/** What sets a line off from paths of its own colour. */
const SET_OFF: Stroke = { colour: "var(--ground)", opacity: 0.65 };

/** The chart of a cell, without what moves. */
export function trajectoryChart({ title, entries }: Cell, { parts, kind }: TrajectoryStyle): Chart {
  const units = new Set(entries.map(({ series }) => series.unit));
  const names = new Set(entries.map(({ series }) => series.name));
  const [unit] = units;
  return {
    title,
    summary: entries.map(sentence).join(" "),
    x: {
      label: "time",
      unit: entries[0]?.logged.run?.timeUnit,
      kind: "linear",
      domain: padded("linear", extentOf(...entries.map(({ logged }) => logged.times)), 0),
    },
    y: {
      label: names.size === 1 ? [...names].join("") : "value",
      unit: units.size === 1 ? unit : undefined,
      kind,
      domain: valueDomain(entries, parts, kind),
    },
    marks: marksOf(entries, parts),
    labels: entries.flatMap((entry) => labelOf(entry, parts, entries.length > 1)),
    read: (x, y, plot) => readTrajectories(entries, parts, x, y, plot),
    table: () => trajectoryTable(entries),
  };
}

/** What moves with scrubber and selection: over a chart, drawn anew without the rest. */
export function highlights({ entries }: Cell, { time, path, brushed }: Highlight): Mark[] {
  const marks: Mark[] = [];
  for (const { run, logged, series, colour } of entries) {
    const selected = brushed.get(run);
    const { paths, values } = series.samples;
    values.forEach((of, i) => {
      const index = paths[i] ?? -1;
      if (selected?.has(index)) marks.push(line(logged.times, of, { colour, opacity: 0.7 }));
      if (index === path) {
        marks.push(line(logged.times, of, { colour: "var(--ground)", width: 4, opacity: 0.8 }));
        marks.push(line(logged.times, of, { colour, width: 2 }));
      }
    });
  }
  if (time !== undefined) marks.push(verticalRule(time, { colour: "var(--faint)", dash: [4, 3] }));
  return marks;
}

function marksOf(entries: readonly Entry[], parts: ShownParts): Mark[] {
  // Areas of many would mix to a colour that is nobody's.
  const share = 1 / Math.max(1, entries.length);
  const faint = Math.sqrt(share);
  const layers: Mark[][] = entries.map(({ logged, series, colour }) => {
    const { times } = logged;
    const { samples, statistics } = series;
    const of = (name: string): Float64Array => statistics.get(name) ?? new Float64Array();
    const marks: (Mark | false)[] = [
      parts.bands && band(times, of("q05"), of("q95"), { colour, opacity: 0.12 * faint }),
      // Where areas lie on each other their edges tell them apart.
      ...(parts.bands && share < 1
        ? ["q05", "q95"].map((edge) => line(times, of(edge), { colour, opacity: 0.6 }))
        : []),
      parts.bands && band(times, of("q25"), of("q75"), { colour, opacity: 0.16 * faint }),
      parts.paths && pathLines({ xs: times, paths: samples.values, colour, share }),
    ];
    return marks.filter((mark) => mark !== false);
  });
  // Lines of all entries over the areas of all.
  return [...layers.flat(), ...entries.flatMap((entry) => statisticLines(entry, parts))];
}

function statisticLines(entry: Entry, parts: ShownParts): Mark[] {
  const { logged, series, colour } = entry;
  const { times } = logged;
  const of = (name: string): Float64Array => series.statistics.get(name) ?? new Float64Array();
  const mean = of("mean");
  const sd = of("variance").map(Math.sqrt);
  const marks: (Mark | false)[] = [
    parts.sd &&
      line(
        times,
        mean.map((m, k) => m - (sd[k] ?? 0)),
        { colour, dash: [2, 2] },
      ),
    parts.sd &&
      line(
        times,
        mean.map((m, k) => m + (sd[k] ?? 0)),
        { colour, dash: [2, 2] },
      ),
    parts.median && line(times, of("q50"), { ...SET_OFF, width: 3.5 }),
    (parts.mean || parts.sd) && line(times, mean, { ...SET_OFF, width: 3 }),
    parts.median && line(times, of("q50"), { colour, width: 2 }),
    (parts.mean || parts.sd) && line(times, mean, { colour, width: 1.5, dash: [6, 4] }),
    ...(parts.mean || parts.sd ? meanErrorBars(entry) : []),
  ];
  return marks.filter((mark) => mark !== false);
}

/** Each line by its name, where it ends. */
function labelOf({ series, colour, label }: Entry, parts: ShownParts, named: boolean): EndLabel[] {
  const last = (name: string): number => series.statistics.get(name)?.at(-1) ?? Number.NaN;
  if (named)
    return [{ text: label, colour, y: last(parts.mean && !parts.median ? "mean" : "q50") }];
  const labels = [
    parts.median && { text: "median", colour, y: last("q50") },
    parts.mean && { text: "mean", colour, y: last("mean") },
    parts.bands && { text: "5 %", colour, y: last("q05") },
    parts.bands && { text: "25 %", colour, y: last("q25") },
    parts.bands && { text: "75 %", colour, y: last("q75") },
    parts.bands && { text: "95 %", colour, y: last("q95") },
  ];
  return labels.filter((one) => one !== false);
}

/** All that is drawn fits; zero included where it is near. */
function valueDomain(entries: readonly Entry[], parts: ShownParts, kind: ScaleKind): Domain {
  const lists = entries.flatMap(({ series }) => [
    ...["q05", "q95", "mean"].map((name) => series.statistics.get(name) ?? []),
    ...(parts.paths ? pathExtents(series) : []),
  ]);
  if (kind === "linear") return padded(kind, withZero(extentOf(...lists)));
  return padded(kind, extentOf(...lists.map((list) => Array.from(list).filter((v) => v > 0))));
}

/** What the sample paths reach; of very many, what all paths reach, which is known already. */
function pathExtents({ samples, statistics }: Entry["series"]): readonly ArrayLike<number>[] {
  if (!isDense(samples.values.length, samples.values[0]?.length ?? 0)) return samples.values;
  return [statistics.get("min") ?? [], statistics.get("max") ?? []];
}

function sentence({ label, logged, series }: Entry): string {
  const unit = series.unit;
  const at = (name: string, k: number): string =>
    quantityText(series.statistics.get(name)?.at(k) ?? Number.NaN, unit, 3);
  const end = quantityText(logged.times.at(-1) ?? Number.NaN, logged.run?.timeUnit, 3);
  return (
    `${label}: mean ${at("mean", 0)} at the start, ${at("mean", -1)} at t = ${end}; there 90 % of paths ` +
    `lie between ${at("q05", -1)} and ${at("q95", -1)}.`
  );
}
