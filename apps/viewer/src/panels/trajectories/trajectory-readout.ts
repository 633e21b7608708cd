import type { Plot, Readout, ReadoutRow } from "../../charts/chart.ts";
import { dots } from "../../charts/marks/dots.ts";
import { line } from "../../charts/marks/line.ts";
import { verticalRule } from "../../charts/marks/rule.ts";
import { numberText, quantityText } from "../../charts/number-text.ts";
import { rowAt } from "../../state/logged-time.ts";
import type { Entry } from "../series/entries.ts";
import { meanError, meanErrorText } from "./mean-errors.ts";
import type { ShownParts } from "./shown-parts.ts";

/** Pixels from a sample path within which the pointer is on it. */
const REACH = 8;

/** A sample path under the pointer. */
export interface FoundPath {
  readonly entry: Entry;
  /** Absolute index of the path. */
  readonly path: number;
  readonly values: Float64Array;
  /** The logged time nearest to the pointer. */
  readonly k: number;
}

/** The sample path nearest to a place of the plot, if there is one within reach. */
export function pathAt(
  entries: readonly Entry[],
  x: number,
  y: number,
  plot: Plot,
): FoundPath | undefined {
  let found: FoundPath | undefined;
  let nearest = REACH;
  const at = plot.y.map(y);
  for (const entry of entries) {
    const k = rowAt(entry.logged.times, x);
    const { paths, values } = entry.series.samples;
    values.forEach((of, i) => {
      const distance = Math.abs(plot.y.map(of[k] ?? Number.NaN) - at);
      if (distance < nearest) {
        nearest = distance;
        found = { entry, path: paths[i] ?? -1, values: of, k };
      }
    });
  }
  return found;
}

/** What the pointer reads: the statistics at its time, and the path that it is on. */
export function readTrajectories(
  entries: readonly Entry[],
  parts: ShownParts,
  x: number,
  y: number,
  plot: Plot,
): Readout | undefined {
  const [first] = entries;
  if (!first) return undefined;
  const { times, run } = first.logged;
  const time = times[rowAt(times, x)] ?? Number.NaN;
  const path = parts.paths ? pathAt(entries, x, y, plot) : undefined;
  return {
    title: `t = ${quantityText(time, run?.timeUnit)}`,
    rows: [...entries.flatMap((entry) => rowsOf(entry, x, entries.length > 1)), ...pathRows(path)],
    marks: [
      verticalRule(time, { colour: "var(--faint)", opacity: 0.7 }),
      ...(path
        ? [
            line(path.entry.logged.times, path.values, { colour: path.entry.colour, width: 1.5 }),
            dots([time], [path.values[path.k] ?? Number.NaN], 3, {
              fill: { colour: path.entry.colour },
            }),
          ]
        : []),
    ],
  };
}

function rowsOf({ logged, series, colour, label }: Entry, x: number, named: boolean): ReadoutRow[] {
  const k = rowAt(logged.times, x);
  const at = (name: string): number => series.statistics.get(name)?.[k] ?? Number.NaN;
  const name = named ? `${label} ` : "";
  const error = meanError(logged, series.name, k);
  const spread = numberText(Math.sqrt(at("variance")), 3);
  const quartiles = { label: `${name}25–75 %`, value: range(at("q25"), at("q75")) };
  return [
    { label: `${name}median`, value: quantityText(at("q50"), series.unit), colour },
    { label: `${name}mean ± sd`, value: `${numberText(at("mean"))} ± ${spread}`, colour },
    ...(error ? [{ label: `${name}error of the mean`, value: meanErrorText(error) }] : []),
    { label: `${name}5–95 %`, value: range(at("q05"), at("q95")) },
    ...(named ? [] : [quartiles]),
  ];
}

function pathRows(found: FoundPath | undefined): ReadoutRow[] {
  if (!found) return [];
  const { entry, path, values, k } = found;
  return [
    { label: `path ${path}`, value: numberText(values[k] ?? Number.NaN), colour: entry.colour },
  ];
}

function range(low: number, high: number): string {
  return `${numberText(low, 3)} … ${numberText(high, 3)}`;
}
