import { wrap } from "comlink";
import { CanvasPainter } from "./canvas-painter.ts";
import type { Chart } from "./chart.ts";
import type { Zoom } from "./chart-layout.ts";
import { drawChart } from "./draw-chart.ts";
import type { GifEncoder } from "./gif-encoder.ts";
import GifWorker from "./gif-worker.ts?worker&inline";
import { evenRows } from "./table.ts";
import { themeAt } from "./theme.ts";

/** An animation: a picture of charts for each of its frames. */
export interface Animation {
  readonly frames: number;
  /** The charts of a frame, below each other. */
  charts(frame: number): readonly { readonly chart: Chart; readonly zoom?: Zoom }[];
}

const WIDTH = 640;
const HEIGHT = 360;
/** More than these make a file that nobody sends; they are chosen evenly. */
const MOST_FRAMES = 200;
/** The whole of it takes about this long. */
const SECONDS = 8;

/** An animated GIF, drawn here and encoded in a thread of its own. */
export async function gifOf(animation: Animation, at: Element): Promise<Blob> {
  const theme = themeAt(at);
  const frames = evenRows(animation.frames, MOST_FRAMES);
  const worker = new GifWorker();
  const encoder = wrap<GifEncoder>(worker);
  try {
    for (const [i, frame] of frames.entries()) {
      const charts = animation.charts(frame);
      const height = HEIGHT * charts.length;
      const context = new OffscreenCanvas(WIDTH, height).getContext("2d");
      if (!context) throw new Error("This browser has no canvas to draw the animation on.");
      const painter = new CanvasPainter(context, theme, 1);
      painter.rect(0, 0, WIDTH, height, { colour: "var(--ground)" });
      charts.forEach(({ chart, zoom = {} }, row) => {
        context.setTransform(1, 0, 0, 1, 0, row * HEIGHT);
        drawChart(painter, chart, zoom, WIDTH, HEIGHT);
      });
      const { data } = context.getImageData(0, 0, WIDTH, height);
      const isLast = i === frames.length - 1;
      // The end stands still for a moment.
      await encoder.add(data, WIDTH, height, isLast ? 2000 : (1000 * SECONDS) / frames.length);
    }
    return new Blob([await encoder.finish()], { type: "image/gif" });
  } finally {
    worker.terminate();
  }
}
