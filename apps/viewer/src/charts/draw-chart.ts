import type { Chart, ColourBar, Plot } from "./chart.ts";
import { axisText, type ChartLayout, COLOUR_BAR_WIDTH, layOut, type Zoom } from "./chart-layout.ts";
import { tickTexts } from "./number-text.ts";
import type { Painter } from "./painter.ts";
import { scaleOf } from "./scale.ts";
import { linearTicks } from "./ticks.ts";

const TICK = 4;

/** Draws all of a chart: for files. */
export function drawChart(
  painter: Painter,
  chart: Chart,
  zoom: Zoom,
  width: number,
  height: number,
): void {
  const layout = layOut(chart, zoom, width, height, painter);
  drawGrid(painter, layout);
  drawMarks(painter, layout.plot, chart.marks);
  drawMarks(painter, layout.plot, chart.front ?? []);
  drawAxes(painter, chart, layout, width);
}

/** Draws marks, cut to the plot; those that may reach beyond it over the others. */
export function drawMarks(painter: Painter, plot: Plot, marks: Chart["marks"]): void {
  const { left, top, width, height } = plot;
  for (const reach of new Set([0, ...marks.map((mark) => mark.reach ?? 0)])) {
    painter.clip(left - reach, top - reach, width + 2 * reach, height + 2 * reach, () => {
      for (const mark of marks) if ((mark.reach ?? 0) === reach) mark.draw(painter, plot);
    });
  }
}

/** The faint lines behind the marks. */
export function drawGrid(painter: Painter, { plot, xTicks, yTicks }: ChartLayout): void {
  const { left, top, width, height } = plot;
  const lines = [
    ...xTicks.flatMap(({ at }) => [crisp(at), top, crisp(at), top + height]),
    ...yTicks.flatMap(({ at }) => [left, crisp(at), left + width, crisp(at)]),
  ];
  painter.segments(Float64Array.from(lines), { colour: "var(--grid)" });
}

/** Title, axes with their ticks, labels at the lines' ends, the bar of colours. */
export function drawAxes(painter: Painter, chart: Chart, layout: ChartLayout, width: number): void {
  const { plot, xTicks, yTicks, xMinor, yMinor, labels } = layout;
  const { left, top, height } = plot;
  const bottom = top + height;
  const ticks = [
    ...xTicks.flatMap(({ at }) => [crisp(at), bottom, crisp(at), bottom + TICK]),
    ...yTicks.flatMap(({ at }) => [left - TICK, crisp(at), left, crisp(at)]),
    ...xMinor.flatMap((at) => [crisp(at), bottom, crisp(at), bottom + TICK / 2]),
    ...yMinor.flatMap((at) => [left - TICK / 2, crisp(at), left, crisp(at)]),
  ];
  const frame = [left, top, left, bottom, left, bottom, left + plot.width, bottom];
  painter.segments(Float64Array.from([...ticks, ...frame.map(crisp)]), { colour: "var(--faint)" });
  for (const { at, text } of xTicks) {
    painter.text(text, at, bottom + TICK + 3, {
      colour: "var(--faint)",
      align: "middle",
      baseline: "top",
    });
  }
  for (const { at, text } of yTicks) {
    painter.text(text, left - TICK - 3, at, { colour: "var(--faint)", align: "end" });
  }
  painter.text(axisText(chart.x), left + plot.width / 2, bottom + 33, {
    colour: "var(--ink)",
    align: "middle",
    baseline: "bottom",
  });
  painter.text(axisText(chart.y), 8, top + height / 2, {
    colour: "var(--ink)",
    align: "middle",
    rotate: -90,
  });
  painter.text(chart.title, left, 10, { colour: "var(--ink)", bold: true });
  for (const { text, colour, at } of labels) {
    painter.text(text, left + plot.width + 5, at, { colour });
  }
  if (chart.colourBar) drawColourBar(painter, chart.colourBar, plot, width);
}

function drawColourBar(
  painter: Painter,
  { label, scale, place, domain }: ColourBar,
  plot: Plot,
  width: number,
): void {
  const left = width - COLOUR_BAR_WIDTH + 10;
  const steps = 64;
  const rgba = new Uint8ClampedArray(4 * steps);
  for (let i = 0; i < steps; i++) rgba.set(scale(1 - i / (steps - 1)), 4 * i);
  painter.image({ width: 1, height: steps, rgba }, left, plot.top, 10, plot.height);
  const [low, high] = domain;
  const axis = scaleOf("linear", [0, 1], [plot.top + plot.height, plot.top]);
  const at = (value: number): number => axis.map(place((value - low) / (high - low || 1)));
  const ticks = linearTicks(domain, Math.max(2, Math.floor(plot.height / 60)));
  const texts = tickTexts(ticks);
  ticks.forEach((value, i) => {
    painter.text(texts[i] ?? "", left + 14, at(value), { colour: "var(--faint)" });
  });
  painter.text(label, width - 2, 10, { colour: "var(--faint)", align: "end" });
}

/** The middle of a pixel: thin lines stay thin. */
function crisp(at: number): number {
  return Math.round(at - 0.5) + 0.5;
}
