import type { Chart, Mark, Readout } from "../../charts/chart.ts";
import { steps } from "../../charts/marks/steps.ts";
import { type Word, words } from "../../charts/marks/words.ts";
import { countText, numberText, quantityText } from "../../charts/number-text.ts";
import { type Domain, extentOf, padded, type ScaleKind, withZero } from "../../charts/scale.ts";
import { rowAt } from "../../state/logged-time.ts";
import type { Cell, Entry } from "../series/entries.ts";
import { histogramTable } from "./distribution-table.ts";
import { densitiesOf, type HistogramDensity, percentile } from "./histogram-density.ts";
import { shownRows } from "./shown-times.ts";

/** How histograms are drawn. */
export interface HistogramStyle {
  /** Times that are overlaid; empty for those of the article. */
  readonly times: readonly number[];
  readonly kind: ScaleKind;
}

/** Paths that may lie outside the range that is shown at first, on either side. */
const OUTSIDE = 0.001;

/** The histograms of a cell at several times; `histogramFront` draws that of the scrubber's time over them. */
export function histogramChart({ title, entries }: Cell, { times, kind }: HistogramStyle): Chart {
  const [first] = entries;
  const units = new Set(entries.map(({ series }) => series.unit));
  const [unit] = units;
  const rows = first ? shownRows(first.logged.times, times) : [];
  const many = entries.length > 1;
  return {
    title,
    summary: entries.map((entry) => sentence(entry, rows)).join(" "),
    x: {
      label: first?.series.name ?? "value",
      unit,
      kind: "linear",
      domain: padded("linear", withZero(valueRange(entries)), 0.02),
    },
    y: {
      label: "density",
      unit: unit === undefined ? undefined : `1/${unit}`,
      kind,
      domain: densityDomain(entries, rows, kind),
    },
    // Of several runs only the scrubber's time is shown: which line is whose must be plain.
    marks: many
      ? []
      : [
          ...entries.flatMap((entry) => overlaid(entry, rows)),
          words(entries.flatMap((entry) => overlaidWords(entry, rows))),
        ],
    table: () => histogramTable(entries, new Set(rows)),
  };
}

/** The histograms at the scrubber's time. */
export function histogramFront(
  { entries }: Cell,
  { times }: HistogramStyle,
  time: number | undefined,
): { marks: Mark[]; read: NonNullable<Chart["read"]> } {
  const many = entries.length > 1;
  const at = entries.flatMap((entry) => {
    const row = rowAt(entry.logged.times, time);
    const density = densitiesOf(entry.series)[row];
    return density ? [{ entry, row, density }] : [];
  });
  const here = at.map(({ entry, row, density }): Word => {
    const { value: x, density: y } = density.mode;
    return { text: many ? entry.label : timeText(entry, row), x, y, colour: entry.colour };
  });
  const others = many
    ? []
    : entries.flatMap((entry) => {
        const rows = shownRows(entry.logged.times, times);
        return overlaidWords(
          entry,
          rows.filter((row) => at.every((one) => one.row !== row)),
        );
      });
  return {
    marks: [
      ...at.map(({ entry: { colour }, density }) =>
        steps(
          density.edges,
          density.densities(),
          { colour, width: 1.5 },
          { colour, opacity: 0.18 },
        ),
      ),
      words(here, others),
    ],
    read: (x) => readHistograms(at, x),
  };
}

function overlaid(entry: Entry, rows: readonly number[]): Mark[] {
  return rows.flatMap((row, i) => {
    const density = densitiesOf(entry.series)[row];
    if (!density) return [];
    const colour = fainter(entry.colour, (i + 1) / rows.length);
    return [
      steps(density.edges, density.densities(), { colour, width: 1.25 }, { colour, opacity: 0.1 }),
    ];
  });
}

function overlaidWords(entry: Entry, rows: readonly number[]): Word[] {
  return rows.flatMap((row) => {
    const density = densitiesOf(entry.series)[row];
    if (!density) return [];
    const { value: x, density: y } = density.mode;
    // In a colour that can be read, whatever that of the line.
    return [{ text: timeText(entry, row), x, y, colour: fainter(entry.colour, 1) }];
  });
}

/** Earlier is fainter. */
function fainter(colour: string, share: number): string {
  return `color-mix(in oklab, ${colour} ${40 + 45 * share}%, var(--ground))`;
}

function timeText({ logged }: Entry, row: number): string {
  return `t = ${quantityText(logged.times[row] ?? Number.NaN, logged.run?.timeUnit, 3)}`;
}

/** The range of values at all times, so that the axis stands still while time runs. */
export function valueRange(entries: readonly Entry[]): Domain {
  return extentOf(
    ...entries.flatMap(({ series }) =>
      densitiesOf(series).map((density) => density.rangeBut(OUTSIDE)),
    ),
  );
}

/** As high as the overlaid histograms, and as most of the others are. */
function densityDomain(
  entries: readonly Entry[],
  rows: readonly number[],
  kind: ScaleKind,
): Domain {
  const all = entries.map(({ series }) => densitiesOf(series));
  const peaks = all.map((densities) => densities.map(({ mode }) => mode.density));
  const shown = peaks.flatMap((of) => rows.map((row) => of[row] ?? 0));
  const most = Math.max(...shown, ...peaks.map((of) => percentile(of, 0.5)));
  if (kind === "linear") return [0, (most || 1) * 1.08];
  const least = all.flatMap((densities) =>
    rows.map((row) => leastDensity(densities[row])).filter((value) => value > 0),
  );
  return padded("log", [Math.min(...least, most / 10) / 2, most]);
}

/** Density of a single path. */
function leastDensity(density: HistogramDensity | undefined): number {
  return density && density.paths > 0 ? 1 / (density.paths * density.width) : 0;
}

function readHistograms(
  at: readonly {
    readonly entry: Entry;
    readonly row: number;
    readonly density: HistogramDensity;
  }[],
  x: number,
): Readout | undefined {
  const rows = at.flatMap(({ entry, row, density }) => {
    const bin = density.binAt(x);
    const count = bin === undefined ? 0 : (density.counts[bin] ?? 0);
    const name = at.length > 1 ? entry.label : timeText(entry, row);
    const share = density.paths > 0 ? (100 * count) / density.paths : 0;
    const low = bin === undefined ? x : (density.edges[bin] ?? x);
    const range = `${numberText(low, 6)} … ${numberText(low + density.width, 6)}`;
    return [
      { label: name, value: `${countText(count)} paths`, colour: entry.colour },
      { label: "share", value: `${numberText(share, 3)} %` },
      { label: "bin", value: bin === undefined ? "outside the bins" : range },
      { label: "below", value: `${numberText(100 * density.shareBelow(x), 3)} %` },
    ].map((one, i) => (i > 0 && at.length > 1 ? { ...one, label: `${name} ${one.label}` } : one));
  });
  return { title: quantityText(x, at[0]?.entry.series.unit), rows };
}

function sentence(entry: Entry, rows: readonly number[]): string {
  const densities = densitiesOf(entry.series);
  const parts = rows.map((row) => {
    const mode = densities[row]?.mode.value ?? Number.NaN;
    return `at ${timeText(entry, row)} most often near ${quantityText(mode, entry.series.unit, 3)}`;
  });
  return `Histogram of ${entry.label}: ${parts.join(", ")}.`;
}
