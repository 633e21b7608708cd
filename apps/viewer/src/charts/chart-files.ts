import type { ReadonlySignal } from "@preact/signals";
import { CanvasPainter } from "./canvas-painter.ts";
import type { Chart } from "./chart.ts";
import type { Zoom } from "./chart-layout.ts";
import { drawChart } from "./draw-chart.ts";
import type { Painter, Raster } from "./painter.ts";
import { SvgPainter } from "./svg-painter.ts";
import { csvOf, type Table } from "./table.ts";
import { type Theme, themeAt } from "./theme.ts";

/** A file that a panel can make of what it shows. */
export interface Download {
  /** Its format, as the button says it: PNG, SVG, CSV. */
  readonly format: string;
  readonly name: string;
  /** @param at an element of the panel, for its colours and font */
  make(at: Element): Blob | Promise<Blob>;
}

/** The charts of a panel as one picture. */
export interface Figure {
  /** The files' name, without extension. */
  readonly name: string;
  readonly charts: readonly {
    readonly chart: Chart;
    readonly zoom?: Zoom | ReadonlySignal<Zoom>;
  }[];
  /** Charts side by side. */
  readonly columns?: number;
  table(): Table;
}

/** Size of each chart in a file. */
const WIDTH = 720;
const HEIGHT = 400;
/** Pixels of a PNG to a pixel of CSS: enough for print. */
const PNG_RATIO = 2;

/** The downloads that every panel of charts has. */
export function figureDownloads(figure: Figure): Download[] {
  const name = figure.name.replace(/[^\w.-]+/g, "-");
  return [
    { format: "PNG", name: `${name}.png`, make: (at) => pngOf(figure, themeAt(at)) },
    {
      format: "SVG",
      name: `${name}.svg`,
      make: (at) => new Blob([svgOf(figure, themeAt(at))], { type: "image/svg+xml" }),
    },
    {
      format: "CSV",
      name: `${name}.csv`,
      make: () => new Blob([csvOf(figure.table())], { type: "text/csv;charset=utf-8" }),
    },
  ];
}

function svgOf(figure: Figure, theme: Theme): string {
  const measuring = new OffscreenCanvas(1, 1).getContext("2d");
  const measure = measuring && new CanvasPainter(measuring, theme, 1);
  const painter = new SvgPainter({
    ...theme,
    measure: (text, size, bold) => measure?.measure(text, size, bold) ?? 0.56 * size * text.length,
    imageUrl: pngUrl,
  });
  const { width, height } = sizeOf(figure);
  painter.rect(0, 0, width, height, { colour: "var(--ground)" });
  each(figure, (chart, zoom, x, y) => {
    painter.group(x, y, () => drawChart(painter, chart, zoom, WIDTH, HEIGHT));
  });
  return painter.document(width, height, figure.name);
}

async function pngOf(figure: Figure, theme: Theme): Promise<Blob> {
  const { width, height } = sizeOf(figure);
  const canvas = new OffscreenCanvas(width * PNG_RATIO, height * PNG_RATIO);
  const context = canvas.getContext("2d");
  if (!context) throw new Error("This browser has no canvas to draw the picture on.");
  context.scale(PNG_RATIO, PNG_RATIO);
  const painter: Painter = new CanvasPainter(context, theme, PNG_RATIO);
  painter.rect(0, 0, width, height, { colour: "var(--ground)" });
  each(figure, (chart, zoom, x, y) => {
    context.save();
    context.translate(x, y);
    drawChart(painter, chart, zoom, WIDTH, HEIGHT);
    context.restore();
  });
  return await canvas.convertToBlob({ type: "image/png" });
}

function sizeOf({ charts, columns = 1 }: Figure): { width: number; height: number } {
  const across = Math.min(columns, charts.length) || 1;
  return { width: WIDTH * across, height: HEIGHT * Math.ceil(charts.length / across) };
}

function each(
  { charts, columns = 1 }: Figure,
  draw: (chart: Chart, zoom: Zoom, x: number, y: number) => void,
): void {
  charts.forEach(({ chart, zoom = {} }, i) => {
    draw(
      chart,
      "peek" in zoom ? zoom.peek() : zoom,
      (i % columns) * WIDTH,
      Math.floor(i / columns) * HEIGHT,
    );
  });
}

/** Only an element's canvas gives its data at once. */
function pngUrl({ width, height, rgba }: Raster): string {
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  canvas.getContext("2d")?.putImageData(new ImageData(rgba, width, height), 0, 0);
  return canvas.toDataURL("image/png");
}
