import type { Scalars } from "@driftgraph/eventlog";
import type { Chart, Mark, Readout } from "../../charts/chart.ts";
import { dots } from "../../charts/marks/dots.ts";
import { line } from "../../charts/marks/line.ts";
import { verticalRule } from "../../charts/marks/rule.ts";
import { countText, numberText } from "../../charts/number-text.ts";
import { extentOf, padded, type ScaleKind, withZero } from "../../charts/scale.ts";
import { type Table, tableOf } from "../../charts/table.ts";
import { smoothed } from "./smoothing.ts";

/** What the x axis counts. */
export type XAxis = "step" | "relative" | "wall";

/** A run's values of a tag. */
export interface ScalarLine {
  readonly run: string;
  readonly colour: string;
  readonly scalars: Scalars;
}

export interface ScalarStyle {
  readonly x: XAxis;
  readonly kind: ScaleKind;
  /** 0 for none. */
  readonly smoothing: number;
}

/** Of points that stand alone, in pixels. */
const RADIUS = 3;

const X_LABELS: Readonly<Record<XAxis, { label: string; unit?: string }>> = {
  step: { label: "step" },
  relative: { label: "time since the first value", unit: "s" },
  wall: { label: "time of day", unit: "h" },
};

/** The chart of a tag: a line for each run, its values faint behind it where it is smoothed. */
export function scalarChart(
  tag: string,
  lines: readonly ScalarLine[],
  { x, kind, smoothing }: ScalarStyle,
): Chart {
  const drawn = lines.map((one) => ({
    ...one,
    xs: xsOf(one.scalars, x),
    ys: smoothed(one.scalars.values, smoothing),
  }));
  const values = lines.map(({ scalars }) => scalars.values);
  const shown = kind === "log" ? values.map((list) => list.filter((value) => value > 0)) : values;
  const extent = extentOf(...shown);
  return {
    title: tag,
    summary: lines.map(sentence).join(" "),
    x: {
      ...X_LABELS[x],
      kind: "linear",
      domain: padded("linear", extentOf(...drawn.map(({ xs }) => xs)), 0),
    },
    y: {
      label: "value",
      kind,
      domain: padded(kind, kind === "linear" ? withZero(extent) : extent),
    },
    marks: [
      ...(smoothing > 0
        ? drawn.map(({ xs, scalars, colour }) => line(xs, scalars.values, { colour, opacity: 0.3 }))
        : []),
      ...drawn.map(({ xs, ys, colour }) => line(xs, ys, { colour, width: 1.5 })),
      ...drawn.map(({ xs, ys, colour }) => dots(xs, lonely(ys), RADIUS, { fill: { colour } })),
    ],
    read: (at) => readAt(at, drawn, smoothing > 0),
    table: () => scalarTable(tag, lines),
  };
}

/** The values without a finite one before or after them, which no line leads to; NaN for all others. */
function lonely(ys: Float64Array): Float64Array {
  const isThere = (i: number): boolean => Number.isFinite(ys[i]);
  return ys.map((y, i) => (isThere(i - 1) || isThere(i + 1) ? Number.NaN : y));
}

/** All values of a tag, each with its step and time. */
function scalarTable(tag: string, lines: readonly ScalarLine[]): Table {
  return tableOf(
    lines.flatMap(({ run, scalars }) => [
      [`${run} ${tag} step`, scalars.steps] as const,
      [`${run} ${tag} wall time`, scalars.wallTimes] as const,
      [`${run} ${tag}`, scalars.values] as const,
    ]),
  );
}

function xsOf({ steps, wallTimes }: Scalars, x: XAxis): Float64Array {
  if (x === "step") return steps;
  const [start = 0] = wallTimes;
  if (x === "relative") return wallTimes.map((time) => time - start);
  const midnight = new Date(start * 1000).setHours(0, 0, 0, 0) / 1000;
  return wallTimes.map((time) => (time - midnight) / 3600);
}

function sentence({ run, scalars: { values } }: ScalarLine): string {
  const gaps = values.reduce((sum, value) => sum + (Number.isFinite(value) ? 0 : 1), 0);
  const gapText = gaps > 0 ? ` ${countText(gaps)} values are not finite.` : "";
  const last = numberText(values.at(-1) ?? Number.NaN);
  return `${run}: ${countText(values.length)} values, the last ${last}.${gapText}`;
}

function readAt(
  at: number,
  lines: readonly (ScalarLine & { readonly xs: Float64Array; readonly ys: Float64Array })[],
  isSmoothed: boolean,
): Readout | undefined {
  const found = lines.map((one) => ({ ...one, index: nearest(one.xs, at) }));
  const [first] = found.filter(({ index }) => index >= 0);
  if (!first) return undefined;
  const marks: Mark[] = [
    verticalRule(first.xs[first.index] ?? 0, { colour: "var(--faint)", dash: [2, 2] }),
  ];
  return {
    title: `step ${numberText(first.scalars.steps[first.index] ?? 0, 9)}`,
    rows: found.flatMap(({ run, colour, scalars, ys, index }) => {
      if (index < 0) return [];
      const value = numberText(scalars.values[index] ?? Number.NaN, 6);
      const smooth = isSmoothed ? ` (smoothed ${numberText(ys[index] ?? Number.NaN, 6)})` : "";
      return [{ label: run, value: `${value}${smooth}`, colour }];
    }),
    marks,
  };
}

/** The index of the value nearest to `at`; values need not rise. */
function nearest(xs: Float64Array, at: number): number {
  let best = -1;
  let distance = Number.POSITIVE_INFINITY;
  for (const [i, x] of xs.entries()) {
    if (Math.abs(x - at) >= distance) continue;
    best = i;
    distance = Math.abs(x - at);
  }
  return best;
}
