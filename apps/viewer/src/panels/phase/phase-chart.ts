import type { LoggedRun, LoggedSeries } from "@driftgraph/core";
import type { Axis, Chart, Mark, Plot, Readout } from "../../charts/chart.ts";
import { arrows } from "../../charts/marks/arrows.ts";
import { cloud } from "../../charts/marks/cloud.ts";
import { equilibrium } from "../../charts/marks/equilibrium.ts";
import { line } from "../../charts/marks/line.ts";
import { isDense } from "../../charts/marks/paths.ts";
import { trails } from "../../charts/marks/trails.ts";
import { zeroLine } from "../../charts/marks/zero-line.ts";
import { numberText, quantityText } from "../../charts/number-text.ts";
import { extentOf, padded, withZero } from "../../charts/scale.ts";
import { evenRows } from "../../charts/table.ts";
import { rowAt } from "../../state/logged-time.ts";
import { densitiesOf } from "../distributions/histogram-density.ts";
import { seriesColour, titleOf } from "../series/entries.ts";
import type { PhasePart } from "./phase-parts.ts";
import { phaseTable } from "./phase-table.ts";
import type { Plane } from "./plane.ts";
import { eigenvalueText, lookOf, type RestPoints } from "./rest-points.ts";

/** A run's phase plane. */
export interface PhaseSubject {
  readonly title: string;
  readonly logged: LoggedRun;
  readonly x: LoggedSeries;
  readonly y: LoggedSeries;
  /** undefined where the log's equations can't be read: then it shows the paths alone. */
  readonly plane: Plane | undefined;
  readonly rest: RestPoints;
  readonly parts: ReadonlySet<PhasePart>;
}

/** More trails than these hide each other. */
const MOST_TRAILS = 150;
/** Pixels within which the pointer is on an equilibrium. */
const REACH = 12;

/** The phase plane without what moves with the time. */
export function phaseChart(subject: PhaseSubject): Chart {
  const { title, logged, x, y, plane, rest, parts } = subject;
  const marks: (Mark | false | undefined)[] = [
    parts.has("density") && cloud(x.samples.values, y.samples.values, "var(--faint)"),
    plane?.symmetric && diagonal(),
    plane && parts.has("field") && arrows(plane.drift, { colour: "var(--faint)", opacity: 0.55 }),
    ...(plane && parts.has("nullclines") ? nullclines(subject, plane) : []),
  ];
  return {
    title,
    summary: summaryOf(subject),
    x: axisOf(x),
    y: axisOf(y),
    marks: marks.filter((mark) => mark !== false && mark !== undefined),
    read: (a, b, plot) => read(subject, a, b, plot),
    table: () => phaseTable(logged, x, y, rest),
  };
}

/** What moves: the paths up to a time, and what must stay above them. */
export function phaseFront(
  { logged, x, y, rest, parts }: PhaseSubject,
  time: number | undefined,
  marked: number | undefined,
  selected: ReadonlySet<number> | undefined,
): Mark[] {
  const row = rowAt(logged.times, time);
  const chosen = evenRows(x.samples.values.length, MOST_TRAILS);
  const pick = (of: LoggedSeries, rows: readonly number[]): Float64Array[] =>
    rows.map((i) => of.samples.values[i] ?? new Float64Array());
  const trail = (rows: readonly number[], colour: string, opacity: number): Mark =>
    trails(pick(x, rows), pick(y, rows), row, colour, opacity);
  const rows = x.samples.paths.flatMap((path, i) => (selected?.has(path) ? [i] : []));
  const one = x.samples.paths.flatMap((path, i) => (path === marked ? [i] : []));
  return [
    ...(parts.has("paths") ? [trail(chosen, "var(--ink)", selected ? 0.1 : 0.2)] : []),
    trail(rows, "var(--c-purple)", 0.8),
    ...one.flatMap((i) => [
      line(upTo(x, i, row), upTo(y, i, row), { colour: "var(--ground)", width: 4 }),
      line(upTo(x, i, row), upTo(y, i, row), { colour: "var(--c-purple)", width: 2 }),
    ]),
    ...(parts.has("equilibria")
      ? rest.points.map((point) => {
          const [a, b] = placeOf(logged, x, y, point.x);
          return equilibrium(a, b, lookOf(point));
        })
      : []),
  ];
}

function upTo({ samples }: LoggedSeries, path: number, row: number): Float64Array {
  return samples.values[path]?.subarray(0, row + 1) ?? new Float64Array();
}

/** Where a point of the whole state lies in the plane. */
function placeOf(
  { model }: LoggedRun,
  x: LoggedSeries,
  y: LoggedSeries,
  point: readonly number[],
): readonly [number, number] {
  const at = ({ name }: LoggedSeries): number =>
    point[model?.equations.findIndex(({ species }) => species === name) ?? -1] ?? Number.NaN;
  return [at(x), at(y)];
}

function nullclines({ logged }: PhaseSubject, { x, y, drift }: Plane): Mark[] {
  return ([x, y] as const).map((name, i) =>
    zeroLine(
      (a, b) => drift(a, b)[i] ?? Number.NaN,
      { colour: seriesColour(logged, name), width: 1.75 },
      { text: `d${name}/dt = 0`, end: i === 0 ? "top" : "right" },
    ),
  );
}

function diagonal(): Mark {
  return {
    draw(painter, { x, y }) {
      const [low, high] = [Math.min(x.domain[0], y.domain[0]), Math.max(x.domain[1], y.domain[1])];
      const ends = Float64Array.of(x.map(low), y.map(low), x.map(high), y.map(high));
      painter.polyline(ends, { colour: "var(--faint)", dash: [2, 4] });
    },
  };
}

function axisOf(series: LoggedSeries): Axis {
  const ranges = densitiesOf(series).map((density) => density.rangeBut(0.001));
  const { samples, statistics } = series;
  // Of very many paths, what all paths reach, which is known already.
  const reached = isDense(samples.values.length, samples.values[0]?.length ?? 0)
    ? [statistics.get("min") ?? [], statistics.get("max") ?? []]
    : samples.values;
  const extent = extentOf(...ranges, ...reached);
  return {
    label: titleOf(series),
    unit: series.unit,
    kind: "linear",
    domain: padded("linear", withZero(extent)),
  };
}

function read(
  { logged, x, y, plane, rest }: PhaseSubject,
  a: number,
  b: number,
  plot: Plot,
): Readout | undefined {
  const distance = (point: readonly number[]): number => {
    const [px, py] = placeOf(logged, x, y, point);
    return Math.hypot(plot.x.map(px) - plot.x.map(a), plot.y.map(py) - plot.y.map(b));
  };
  const near = rest.points.toSorted((p, q) => distance(p.x) - distance(q.x))[0];
  if (near && distance(near.x) <= REACH) {
    const species = logged.model?.equations ?? [];
    return {
      title: near.kind,
      rows: [
        ...species.map((of, i) => ({
          label: of.species,
          value: numberText(near.x[i] ?? Number.NaN, 5),
          colour: seriesColour(logged, of.species),
        })),
        { label: "eigenvalues", value: eigenvalueText(near) },
      ],
    };
  }
  const drift = plane?.drift(a, b);
  return {
    title: "drift",
    rows: [
      { label: x.name, value: quantityText(a, x.unit), colour: seriesColour(logged, x.name) },
      { label: y.name, value: quantityText(b, y.unit), colour: seriesColour(logged, y.name) },
      ...(drift
        ? [
            { label: `d${x.name}/dt`, value: numberText(drift[0]) },
            { label: `d${y.name}/dt`, value: numberText(drift[1]) },
          ]
        : []),
    ],
  };
}

function summaryOf({ x, y, rest, logged }: PhaseSubject): string {
  const points = rest.points.map(({ kind, x: at }) => {
    const [a, b] = placeOf(logged, x, y, at);
    return `${kind} at ${x.name} = ${numberText(a, 3)}, ${y.name} = ${numberText(b, 3)}`;
  });
  const found = points.length > 0 ? `Equilibria: ${points.join("; ")}.` : "No equilibria found.";
  return `${y.name} against ${x.name} on sample paths. ${found}`;
}
