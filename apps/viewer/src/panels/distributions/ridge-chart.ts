import type { Chart, Mark } from "../../charts/chart.ts";
import { cutSteps } from "../../charts/marks/steps.ts";
import { numberText, quantityText, tickTexts } from "../../charts/number-text.ts";
import { padded, withZero } from "../../charts/scale.ts";
import { evenRows } from "../../charts/table.ts";
import { linearTicks } from "../../charts/ticks.ts";
import { rowAt } from "../../state/logged-time.ts";
import type { Cell, Entry } from "../series/entries.ts";
import { histogramTable } from "./distribution-table.ts";
import { valueRange } from "./histogram-chart.ts";
import { densitiesOf, percentile } from "./histogram-density.ts";

/** Histograms above each other: as many as stay apart. */
const RIDGES = 19;
/** How many rows a high one overlaps. */
const OVERLAP = 3;

/** Histograms of a cell's first entry above each other, one a time, the last on top. */
export function ridgeChart({ title, entries }: Cell): Chart | undefined {
  const [entry] = entries;
  if (!entry) return undefined;
  const { logged, series } = entry;
  const { times } = logged;
  const rows = evenRows(times.length, RIDGES);
  const end = times.at(-1) ?? 1;
  const start = times[0] ?? 0;
  const room = (OVERLAP * (end - start)) / Math.max(1, rows.length - 1);
  return {
    title,
    summary: `${rows.length} histograms of ${series.name}, one above the other from t = ${numberText(start)} to ${numberText(end)}.`,
    x: {
      label: series.name,
      unit: series.unit,
      kind: "linear",
      domain: padded("linear", withZero(valueRange(entries)), 0.02),
    },
    y: {
      label: "time",
      unit: logged.run?.timeUnit,
      kind: "linear",
      domain: [start - room / 12, end + room * 1.05],
      ticks: timeTicks(start, end),
    },
    // From the back to the front: later ones stand behind.
    marks: rows.toReversed().flatMap((row) => ridge(entry, row, false)),
    read(x, y) {
      const row = rows.findLast((one) => (times[one] ?? 0) <= y) ?? rows[0] ?? 0;
      const density = densitiesOf(series)[row];
      if (!density) return undefined;
      const bin = density.binAt(x);
      return {
        title: `t = ${quantityText(times[row] ?? Number.NaN, logged.run?.timeUnit)}`,
        rows: [
          { label: series.name, value: quantityText(x, series.unit) },
          {
            label: "paths in its bin",
            value: `${bin === undefined ? 0 : (density.counts[bin] ?? 0)}`,
          },
          { label: "below", value: `${numberText(100 * density.shareBelow(x), 3)} %` },
        ],
      };
    },
    table: () => histogramTable([entry], new Set(rows)),
  };
}

/** Only times that are: the room above the last is for its histogram. */
function timeTicks(start: number, end: number): { value: number; text: string }[] {
  const values = linearTicks([start, end], 8);
  const texts = tickTexts(values);
  return values.map((value, i) => ({ value, text: texts[i] ?? "" }));
}

/** The scrubber's time among the ridges. */
export function ridgeFront({ entries: [entry] }: Cell, time: number | undefined): Mark[] {
  return entry ? ridge(entry, rowAt(entry.logged.times, time), true) : [];
}

function ridge({ logged, series, colour }: Entry, row: number, chosen: boolean): Mark[] {
  const densities = densitiesOf(series);
  const density = densities[row];
  if (!density) return [];
  const { times } = logged;
  const step =
    ((times.at(-1) ?? 1) - (times[0] ?? 0)) /
    Math.max(1, evenRows(times.length, RIDGES).length - 1);
  const most = percentile(
    densities.map(({ mode }) => mode.density),
    0.75,
  );
  const room = OVERLAP * step;
  // Higher ones are cut: beside the start, where all paths are at one place, nothing else would be seen.
  const heights = density.densities().map((one) => (one / (most || 1)) * room);
  const base = times[row] ?? 0;
  const stroke = { colour, width: chosen ? 2 : 1 };
  const ground = { colour: "var(--ground)", opacity: 0.85 };
  const fill = { colour, opacity: chosen ? 0.35 : 0.15 };
  return [
    ...(chosen ? [] : [cutSteps(density.edges, heights, room, stroke, ground, base)]),
    cutSteps(density.edges, heights, room, stroke, fill, base),
  ];
}
