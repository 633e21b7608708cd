import { CanvasPainter } from "./canvas-painter.ts";
import type { Chart } from "./chart.ts";
import type { Zoom } from "./chart-layout.ts";
import { drawChart } from "./draw-chart.ts";
import { evenRows } from "./table.ts";
import type { Theme } from "./theme.ts";

/** An animation: a picture of charts for each of its frames. */
export interface Animation {
  readonly frames: number;
  /** The charts of a frame, below each other. */
  charts(frame: number): readonly { readonly chart: Chart; readonly zoom?: Zoom }[];
}

/** A frame as it is drawn, on a canvas of its own. */
export interface DrawnFrame {
  readonly context: OffscreenCanvasRenderingContext2D;
  readonly width: number;
  readonly height: number;
  /** From the animation's start, in milliseconds. */
  readonly start: number;
  /** How long it is shown, in milliseconds. */
  readonly duration: number;
}

const WIDTH = 640;
const HEIGHT = 360;
/** More than these make a file that nobody sends; they are chosen evenly. */
const MOST_FRAMES = 200;
/** The whole of it takes about this long. */
const MILLISECONDS = 8000;
/** The end stands still for a moment. */
const LAST_MILLISECONDS = 2000;

/** Draws the frames of an animation, one after another. */
export function* drawnFrames(animation: Animation, theme: Theme): Generator<DrawnFrame, void> {
  const frames = evenRows(animation.frames, MOST_FRAMES);
  const duration = MILLISECONDS / frames.length;
  for (const [i, frame] of frames.entries()) {
    const charts = animation.charts(frame);
    const height = HEIGHT * charts.length;
    const context = new OffscreenCanvas(WIDTH, height).getContext("2d", {
      willReadFrequently: true,
    });
    if (!context) throw new Error("This browser has no canvas to draw the animation on.");
    const painter = new CanvasPainter(context, theme, 1);
    painter.rect(0, 0, WIDTH, height, { colour: "var(--ground)" });
    charts.forEach(({ chart, zoom = {} }, row) => {
      context.setTransform(1, 0, 0, 1, 0, row * HEIGHT);
      drawChart(painter, chart, zoom, WIDTH, HEIGHT);
    });
    const isLast = i === frames.length - 1;
    yield {
      context,
      width: WIDTH,
      height,
      start: i * duration,
      duration: isLast ? LAST_MILLISECONDS : duration,
    };
  }
}
