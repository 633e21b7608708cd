import type { Axis, Chart, EndLabel, Plot } from "./chart.ts";
import { tickTexts } from "./number-text.ts";
import { type Painter, TEXT_SIZE } from "./painter.ts";
import { type Domain, scaleOf } from "./scale.ts";
import { ticksOf } from "./ticks.ts";

/** What part of the axes the reader has zoomed to; an axis that isn't there shows all. */
export interface Zoom {
  readonly x?: Domain | undefined;
  readonly y?: Domain | undefined;
}

/** A tick where it stands. */
export interface PlacedTick {
  readonly at: number;
  readonly text: string;
}

/** A chart's places: where the plot is, where the ticks are. */
export interface ChartLayout {
  readonly plot: Plot;
  readonly xTicks: readonly PlacedTick[];
  readonly yTicks: readonly PlacedTick[];
  readonly xMinor: readonly number[];
  readonly yMinor: readonly number[];
  readonly labels: readonly (EndLabel & { readonly at: number })[];
}

const TITLE_HEIGHT = 22;
const AXIS_HEIGHT = 38;
const GAP = 6;
/** Pixels to a tick, about: more of them are read no better. */
const X_TICK = 80;
const Y_TICK = 56;
/** And however large the picture is, no more than these. */
const MOST_TICKS = 14;
/** Least distance of labels at the line's ends. */
const LABEL_HEIGHT = TEXT_SIZE + 2;
/** Width of the bar of colours with its numbers. */
export const COLOUR_BAR_WIDTH = 74;

/** Finds the places of a chart in a picture of a size. */
export function layOut(
  chart: Chart,
  zoom: Zoom,
  width: number,
  height: number,
  painter: Painter,
): ChartLayout {
  const top = TITLE_HEIGHT;
  const plotHeight = Math.max(10, height - top - AXIS_HEIGHT);
  const y = scaleOf(chart.y.kind, zoom.y ?? chart.y.domain, [top + plotHeight, top]);
  const yTicks = placed(chart.y, y.domain, tickCount(plotHeight, Y_TICK));
  const widest = Math.max(12, ...yTicks.map(({ text }) => painter.measure(text)));
  const left = Math.ceil(widest + GAP + TEXT_SIZE + 10);
  const labelWidth = Math.max(
    0,
    ...(chart.labels ?? []).map(({ text }) => painter.measure(text) + GAP),
  );
  const right =
    Math.max(12, Math.min(labelWidth + 4, width / 4)) + (chart.colourBar ? COLOUR_BAR_WIDTH : 0);
  const plotWidth = Math.max(10, width - left - right);
  const x = scaleOf(chart.x.kind, zoom.x ?? chart.x.domain, [left, left + plotWidth]);
  const xTicks = fittingTicks(chart.x, x.domain, plotWidth, painter);
  const at = ({ value, text }: { value: number; text: string }, scale: typeof x): PlacedTick => ({
    at: scale.map(value),
    text,
  });
  return {
    plot: { left, top, width: plotWidth, height: plotHeight, x, y },
    xTicks: xTicks.map((tick) => at(tick, x)),
    yTicks: yTicks.map((tick) => at(tick, y)),
    xMinor: ticksOf(chart.x.kind, x.domain, 10).minor.map((value) => x.map(value)),
    yMinor: ticksOf(chart.y.kind, y.domain, 10).minor.map((value) => y.map(value)),
    labels: spread(chart.labels ?? [], y.map, top, top + plotHeight),
  };
}

function tickCount(pixels: number, each: number): number {
  return Math.min(MOST_TICKS, Math.max(2, Math.floor(pixels / each)));
}

/** As many ticks as their texts leave room for. */
function fittingTicks(axis: Axis, domain: Domain, width: number, painter: Painter) {
  for (let count = tickCount(width, X_TICK); count > 2; count--) {
    const ticks = placed(axis, domain, count);
    const taken = ticks.reduce((sum, { text }) => sum + painter.measure(text) + 14, 0);
    if (taken <= width) return ticks;
  }
  return placed(axis, domain, 2);
}

function placed(
  axis: Axis,
  domain: Domain,
  count: number,
): readonly { readonly value: number; readonly text: string }[] {
  const [low, high] = domain;
  if (axis.ticks) return axis.ticks.filter(({ value }) => value >= low && value <= high);
  const { major } = ticksOf(axis.kind, domain, count);
  const texts = tickTexts(major, axis.kind);
  return major.map((value, i) => ({ value, text: texts[i] ?? "" }));
}

/** Moves labels apart that would lie on each other, as little as it takes and not out of the plot. */
export function spread(
  labels: readonly EndLabel[],
  map: (value: number) => number,
  top: number,
  bottom: number,
): (EndLabel & { readonly at: number })[] {
  const sorted = labels
    .filter(({ y }) => Number.isFinite(map(y)))
    .map((label) => ({ ...label, at: Math.min(Math.max(map(label.y), top + 6), bottom - 6) }))
    .sort((a, b) => map(a.y) - map(b.y));
  let above = Number.NEGATIVE_INFINITY;
  for (const label of sorted) {
    label.at = Math.max(label.at, above + LABEL_HEIGHT);
    above = label.at;
  }
  let below = bottom - 6 + LABEL_HEIGHT;
  for (const label of sorted.toReversed()) {
    label.at = Math.min(label.at, below - LABEL_HEIGHT);
    below = label.at;
  }
  return sorted;
}

/** An axis' words: what it measures and in what unit. */
export function axisText({ label, unit }: Axis): string {
  return unit === undefined || unit === "" ? label : `${label} (${unit})`;
}
