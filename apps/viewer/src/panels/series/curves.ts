import type { Axis, Chart, Mark, Readout } from "../../charts/chart.ts";
import { band } from "../../charts/marks/band.ts";
import { line } from "../../charts/marks/line.ts";
import { verticalRule } from "../../charts/marks/rule.ts";
import { numberText, quantityText } from "../../charts/number-text.ts";
import { type Domain, extentOf, padded } from "../../charts/scale.ts";
import { type Table, tableOf } from "../../charts/table.ts";
import { rowAt } from "../../state/logged-time.ts";

/** Something of a whole run against time: a line, by its name where it ends. */
export interface Curve {
  readonly label: string;
  readonly colour: string;
  readonly xs: Float64Array;
  readonly ys: Float64Array;
  readonly dash?: readonly number[];
  /** What it is known within. */
  readonly range?: { readonly lows: Float64Array; readonly highs: Float64Array };
}

/** Curves that share a chart. */
export interface Curves {
  readonly title: string;
  /** What its columns are called in a table; as its title by default. */
  readonly name?: string;
  readonly summary: string;
  readonly x: Pick<Axis, "label" | "unit">;
  readonly y: Pick<Axis, "label" | "unit">;
  /** All that there is, by default. */
  readonly domain?: Domain;
  readonly curves: readonly Curve[];
  /** What stands among the curves. */
  readonly marks?: readonly Mark[];
}

/** The chart of some curves. */
export function curvesChart(of: Curves): Chart {
  const { title, name = title, summary, x, y, domain, curves, marks = [] } = of;
  const extent = extentOf(...curves.map(({ xs }) => xs));
  const all = curves.flatMap(({ ys, range }) => [ys, range?.lows ?? [], range?.highs ?? []]);
  return {
    title,
    key: name,
    summary,
    x: { ...x, kind: "linear", domain: padded("linear", extent, 0) },
    y: { ...y, kind: "linear", domain: domain ?? padded("linear", extentOf(...all)) },
    marks: [
      ...curves.flatMap(({ xs, range, colour }) =>
        range ? [band(xs, range.lows, range.highs, { colour, opacity: 0.2 })] : [],
      ),
      ...marks,
      ...curves.map(({ xs, ys, colour, dash }) =>
        line(xs, ys, { colour, width: 1.75, ...(dash && { dash }) }),
      ),
    ],
    labels: curves.map(({ label, colour, ys }) => ({ text: label, colour, y: ys.at(-1) ?? 0 })),
    read: (at) => readCurves(curves, x, at),
    table: () => curvesTable(x.label, curves),
  };
}

function readCurves(curves: readonly Curve[], { unit }: Pick<Axis, "unit">, at: number): Readout {
  const xs = curves[0]?.xs ?? new Float64Array();
  const here = xs[rowAt(xs, at)] ?? Number.NaN;
  return {
    title: quantityText(here, unit),
    rows: curves.map(({ label, colour, xs, ys, range }) => {
      const k = rowAt(xs, at);
      const within = range
        ? ` (${numberText(range.lows[k] ?? Number.NaN, 3)} … ${numberText(range.highs[k] ?? Number.NaN, 3)})`
        : "";
      return { label, value: `${numberText(ys[k] ?? Number.NaN)}${within}`, colour };
    }),
    marks: [verticalRule(here, { colour: "var(--faint)", opacity: 0.7 })],
  };
}

/** The values of curves; those at times of their own have a column of them. */
export function curvesTable(x: string, curves: readonly Curve[]): Table {
  const first = curves[0]?.xs ?? new Float64Array();
  return tableOf([
    [x, first],
    ...curves.flatMap(({ label, xs, ys, range }) => [
      ...(isSame(xs, first) ? [] : [[`${label} ${x}`, xs] as const]),
      [label, ys] as const,
      ...(range
        ? ([
            [`${label} low`, range.lows],
            [`${label} high`, range.highs],
          ] as const)
        : []),
    ]),
  ]);
}

function isSame(a: Float64Array, b: Float64Array): boolean {
  return a === b || (a.length === b.length && a.every((value, i) => value === b[i]));
}
