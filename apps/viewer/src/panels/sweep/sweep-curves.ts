import { wilsonInterval } from "@driftgraph/core";
import { dots } from "../../charts/marks/dots.ts";
import { numberText, quantityText } from "../../charts/number-text.ts";
import { type Domain, extentOf, padded, withZero } from "../../charts/scale.ts";
import type { SweepPoint, SweepResponse } from "../../reading/sweep-response.ts";
import { rowAt } from "../../state/logged-time.ts";
import { paletteColour } from "../../state/palette.ts";
import type { Curve, Curves } from "../series/curves.ts";
import { titleOf } from "../series/entries.ts";

/** Radius of a point's dot, in pixels. */
const DOT = 3;
/** Lines beyond these are more than a chart can tell apart. */
export const MOST_LINES = 8;

/** What a sweep's charts show. */
export interface SweepView {
  /** The parameter that goes from left to right. */
  readonly across: string;
  /** The nearest logged time is shown; the last by default. */
  readonly time: number | undefined;
  /** Names of the series that are shown; empty for all. */
  readonly series: readonly string[];
}

/** Points that differ in one parameter alone, by its value. */
interface Line {
  /** The values of the others, such as `K = 0.5`; empty without others. */
  readonly label: string;
  readonly xs: Float64Array;
  readonly points: readonly SweepPoint[];
}

/** The parameter that goes from left to right: the one that was asked for, or else the first. */
export function acrossOf({ parameters }: SweepResponse, asked: string | undefined): string {
  return parameters.find((name) => name === asked) ?? parameters[0] ?? "";
}

/** How many lines a sweep has across a parameter: one for each choice of the others' values. */
export function lineCount(response: SweepResponse, across: string): number {
  return linesOf(response, across).length;
}

/** Each series, and each event's share of paths, against a parameter. */
export function sweepCurves(response: SweepResponse, view: SweepView): Curves[] {
  const { times, timeUnit, series, events } = response;
  const row = rowAt(times, view.time);
  const when = `at t = ${quantityText(times[row] ?? Number.NaN, timeUnit, 4)}`;
  const lines = linesOf(response, view.across).slice(0, MOST_LINES);
  const shown = series.filter(({ name }) => view.series.length === 0 || view.series.includes(name));
  const chart = (
    { name, title }: Pick<SweepResponse["events"][number], "name" | "title">,
    y: Curves["y"],
    domain: Domain,
    curves: readonly Curve[],
  ): Curves => ({
    title: `${titleOf({ name, title })} ${when}`,
    name,
    summary: `${title ?? name} ${when}, against ${view.across}. ${curves.map(ends(view.across)).join(" ")}`,
    x: { label: view.across },
    y,
    curves,
    domain,
    marks: curves.map(({ xs, ys, colour }) => dots(xs, ys, DOT, { fill: { colour } }, DOT)),
  });
  return [
    ...(shown.length > 0 ? shown : series).map((one) => {
      const { name, unit } = one;
      const colour = paletteColour(series.indexOf(one));
      const curves = lines.flatMap((line, i) => seriesCurves(line, name, row, lines, colour, i));
      return chart(one, { label: name, unit }, domainOf(lines, name), curves);
    }),
    ...events.map((event, e) => {
      const colour = paletteColour(series.length + e);
      const curves = lines.map((line, i) =>
        shareCurve(line, event.name, row, lines.length > 1 ? paletteColour(i) : colour),
      );
      return chart(event, { label: "share of paths" }, [0, 1], curves);
    }),
  ];
}

/** What a series reaches at any time, so that the axis stays while the time moves. */
function domainOf(lines: readonly Line[], name: string): Domain {
  const drawn = lines.length > 1 ? ["q50"] : ["q05", "q95", "mean"];
  const values = lines.flatMap(({ points }) =>
    points.flatMap(({ statistics }) => drawn.map((of) => statistics.get(name)?.get(of) ?? [])),
  );
  return padded("linear", withZero(extentOf(...values)));
}

/** Alone, a line has its band and its mean; of several the medians are compared. */
function seriesCurves(
  { label, xs, points }: Line,
  name: string,
  row: number,
  { length }: readonly Line[],
  colour: string,
  place: number,
): Curve[] {
  const of = (statistic: string): Float64Array =>
    Float64Array.from(
      points,
      ({ statistics }) => statistics.get(name)?.get(statistic)?.[row] ?? Number.NaN,
    );
  if (length > 1) return [{ label, colour: paletteColour(place), xs, ys: of("q50") }];
  return [
    { label: "median", colour, xs, ys: of("q50"), range: { lows: of("q05"), highs: of("q95") } },
    { label: "mean", colour, xs, ys: of("mean"), dash: [6, 4] },
  ];
}

function shareCurve({ label, xs, points }: Line, name: string, row: number, colour: string): Curve {
  const counts = points.map(({ events }) => {
    const event = events.get(name);
    return { paths: event?.paths[row] ?? 0, holding: event?.holding[row] ?? Number.NaN };
  });
  const within = counts.map(({ paths, holding }) => wilsonInterval(holding, paths));
  return {
    label: label || "share",
    colour,
    xs,
    ys: Float64Array.from(counts, ({ paths, holding }) => holding / paths),
    range: {
      lows: Float64Array.from(within, ({ low }) => low),
      highs: Float64Array.from(within, ({ high }) => high),
    },
  };
}

function linesOf({ parameters, points }: SweepResponse, across: string): Line[] {
  const others = parameters.filter((name) => name !== across);
  const groups = new Map<string, SweepPoint[]>();
  for (const point of points) {
    const label = others
      .map((name) => `${name} = ${numberText(coordinate(point, name))}`)
      .join(", ");
    const group = groups.get(label);
    if (group) group.push(point);
    else groups.set(label, [point]);
  }
  return [...groups].map(([label, group]) => {
    const sorted = group.toSorted((a, b) => coordinate(a, across) - coordinate(b, across));
    return {
      label,
      xs: Float64Array.from(sorted, (point) => coordinate(point, across)),
      points: sorted,
    };
  });
}

function coordinate({ values }: SweepPoint, name: string): number {
  return values[name] ?? Number.NaN;
}

function ends(across: string): (curve: Curve) => string {
  return ({ label, xs, ys }) => {
    const at = (k: number): string =>
      `${numberText(ys.at(k) ?? Number.NaN, 3)} at ${across} = ${numberText(xs.at(k) ?? Number.NaN, 3)}`;
    return `${label}: ${at(0)}, ${at(-1)}.`;
  };
}
