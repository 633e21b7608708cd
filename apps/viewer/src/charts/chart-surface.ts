import { CanvasPainter } from "./canvas-painter.ts";
import type { Chart, Mark, Plot } from "./chart.ts";
import { type ChartLayout, layOut, type Zoom } from "./chart-layout.ts";
import { drawAxes, drawGrid, drawMarks } from "./draw-chart.ts";
import type { Box } from "./gestures.ts";
import type { Domain } from "./scale.ts";
import { type Theme, themeAt } from "./theme.ts";

/** What a surface shows. */
export interface Scene {
  readonly chart: Chart;
  readonly zoom: Zoom;
  /** What the pointer marks. */
  readonly pointed: readonly Mark[];
  readonly box: Box | undefined;
  readonly brushed: Domain | undefined;
}

/** Marks that took longer than this are moved as a picture while the reader pans or zooms. */
const SLOW_MS = 8;
/** How long a zoom must stand still until slow marks are drawn anew. */
const SETTLE_MS = 80;
/** How long marks are prepared at a time: the page must stay quick meanwhile. */
const SLICE_MS = 20;

/** The marks as they were drawn last. */
interface Picture {
  readonly canvas: OffscreenCanvas;
  readonly marks: readonly Mark[];
  readonly plot: Plot;
  readonly cost: number;
  /** Whether nothing of them is still being prepared. */
  readonly isWhole: boolean;
}

/** Marks that are being prepared, or were. */
interface Preparing {
  readonly marks: readonly Mark[];
  readonly plot: Plot;
  /** 0 when all is done. */
  timer: number;
  /** Whether there is more to see than when they were drawn last. */
  hasNews: boolean;
}

/**
 * A chart on two canvases: the marks on one, axes and what moves with time or pointer on the one above. Each is
 * drawn again only when something on it changes, at most once a frame.
 */
export class ChartSurface {
  readonly #back: HTMLCanvasElement;
  readonly #front: HTMLCanvasElement;
  readonly #drawn: (isWhole: boolean) => void;
  #scene: Scene | undefined;
  #theme: Theme | undefined;
  #size = { width: 0, height: 0 };
  #picture: Picture | undefined;
  #plot: Plot | undefined;
  #frame = 0;
  #settling: ReturnType<typeof setTimeout> | undefined;
  /** Where the plot stood still after it was moved. */
  #settled: Plot | undefined;
  #preparing: Preparing | undefined;

  /** @param drawn called whenever the marks have been drawn anew, as far as they are prepared or whole */
  constructor(
    back: HTMLCanvasElement,
    front: HTMLCanvasElement,
    drawn: (isWhole: boolean) => void,
  ) {
    this.#back = back;
    this.#front = front;
    this.#drawn = drawn;
  }

  /** Where values lie, as drawn last. */
  get plot(): Plot | undefined {
    return this.#plot;
  }

  show(scene: Scene): void {
    this.#scene = scene;
    this.#schedule();
  }

  resize(width: number, height: number): void {
    if (width === this.#size.width && height === this.#size.height) return;
    this.#size = { width, height };
    this.#picture = undefined;
    this.#schedule();
  }

  /** Colours have changed. */
  recolour(): void {
    this.#theme = undefined;
    this.#picture = undefined;
    this.#schedule();
  }

  close(): void {
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#settling);
    clearTimeout(this.#preparing?.timer);
  }

  #schedule(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => this.#paint());
  }

  #paint(): void {
    const { width, height } = this.#size;
    const scene = this.#scene;
    if (!scene || width < 1 || height < 1) return;
    this.#theme ??= themeAt(this.#front);
    const front = this.#painterOn(this.#front);
    if (!front) return;
    const layout = layOut(scene.chart, scene.zoom, width, height, front);
    this.#plot = layout.plot;
    this.#paintBack(scene, layout);
    drawMarks(front, layout.plot, scene.chart.front ?? []);
    if (scene.brushed) drawBrushed(front, layout.plot, scene.brushed);
    drawMarks(front, layout.plot, scene.pointed);
    drawAxes(front, scene.chart, layout, width);
    if (scene.box) drawBox(front, scene.box);
  }

  #paintBack({ chart }: Scene, layout: ChartLayout): void {
    const { marks } = chart;
    const { plot } = layout;
    const known = this.#picture?.marks === marks ? this.#picture : undefined;
    const isThere = known !== undefined && isSamePlot(known.plot, plot);
    if (isThere && known.isWhole) return;
    clearTimeout(this.#settling);
    const isStill = this.#settled !== undefined && isSamePlot(this.#settled, plot);
    const isMoved = known !== undefined && !isThere && known.cost > SLOW_MS && !isStill;
    const preparing = isMoved ? undefined : this.#prepare(marks, plot);
    const isNew = !isMoved && this.#renew(marks, plot, preparing);
    this.#placePicture(layout);
    if (isMoved) this.#settling = setTimeout(() => this.#settle(), SETTLE_MS);
    else if (isNew) this.#drawn(preparing === undefined);
  }

  /** Draws the marks anew if there is more of them to see; a whole picture stays until the next is whole. */
  #renew(marks: readonly Mark[], plot: Plot, preparing: Preparing | undefined): boolean {
    if (preparing && (this.#picture?.isWhole || !preparing.hasNews)) return false;
    this.#picture = this.#draw(marks, plot, preparing === undefined);
    if (preparing) preparing.hasNews = false;
    return true;
  }

  /** Shows the marks as they were drawn last, where they lie now. */
  #placePicture(layout: ChartLayout): void {
    const { left, top, width, height } = layout.plot;
    const back = this.#painterOn(this.#back);
    const context = this.#back.getContext("2d");
    if (!back || !context) return;
    drawGrid(back, layout);
    const picture = this.#picture;
    if (picture) back.clip(left, top, width, height, () => place(context, picture, layout.plot));
  }

  /** Prepares marks that take long, a little at a time; undefined when there is nothing left to do. */
  #prepare(marks: readonly Mark[], plot: Plot): Preparing | undefined {
    const now = this.#preparing;
    if (now?.marks === marks && isSamePlot(now.plot, plot)) return now.timer ? now : undefined;
    clearTimeout(now?.timer);
    const context = this.#back.getContext("2d");
    if (!context || !this.#theme) return undefined;
    const painter = new CanvasPainter(context, this.#theme, devicePixelRatio);
    const steps = marks.flatMap((mark) => mark.prepare?.(painter, plot) ?? []);
    const preparing = { marks, plot, timer: 0, hasNews: true };
    this.#preparing = preparing;
    if (steps.length === 0) return undefined;
    const work = (): void => {
      const end = performance.now() + SLICE_MS;
      for (let [step] = steps; step && performance.now() < end; [step] = steps) {
        const { done, value } = step.next();
        if (done) steps.shift();
        else if (value) preparing.hasNews = true;
      }
      preparing.timer = steps.length > 0 ? window.setTimeout(work, 0) : 0;
      if (preparing.timer === 0 || preparing.hasNews) this.#schedule();
    };
    preparing.timer = window.setTimeout(work, 0);
    return preparing;
  }

  /** The next frame draws the marks themselves; until they are ready the picture stays. */
  #settle(): void {
    this.#settled = this.#plot;
    this.#schedule();
  }

  #draw(marks: readonly Mark[], plot: Plot, isWhole: boolean): Picture | undefined {
    const { width, height } = this.#size;
    const ratio = devicePixelRatio;
    const canvas = new OffscreenCanvas(Math.ceil(width * ratio), Math.ceil(height * ratio));
    const context = canvas.getContext("2d");
    if (!context || !this.#theme) return undefined;
    context.scale(ratio, ratio);
    const start = performance.now();
    // What was prepared was prepared for this plot, though another object says the same.
    const prepared = this.#preparing?.marks === marks ? this.#preparing.plot : plot;
    const painter = new CanvasPainter(context, this.#theme, ratio);
    drawMarks(painter, prepared, isWhole ? marks : marks.map(sketchOf));
    const isSlow = marks.some(({ prepare }) => prepare !== undefined);
    const cost = isSlow ? Number.POSITIVE_INFINITY : performance.now() - start;
    return { canvas, marks, plot, cost, isWhole };
  }

  /** A painter on an empty canvas of the right size. */
  #painterOn(canvas: HTMLCanvasElement): CanvasPainter | undefined {
    const context = canvas.getContext("2d");
    if (!context || !this.#theme) return undefined;
    const ratio = devicePixelRatio;
    const [width, height] = [this.#size.width * ratio, this.#size.height * ratio].map(Math.ceil);
    if (canvas.width !== width) canvas.width = width ?? 0;
    if (canvas.height !== height) canvas.height = height ?? 0;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, this.#size.width, this.#size.height);
    return new CanvasPainter(context, this.#theme, ratio);
  }
}

/** A mark as far as it is prepared. */
function sketchOf(mark: Mark): Mark {
  return mark.prepare ? { draw: (painter, plot) => mark.sketch?.(painter, plot) } : mark;
}

/** Draws a picture where its values lie now. */
function place(context: CanvasRenderingContext2D, { canvas, plot }: Picture, now: Plot): void {
  const ratio = devicePixelRatio;
  const [left, right] = plot.x.domain.map((value) => now.x.map(value)) as [number, number];
  const [bottom, top] = plot.y.domain.map((value) => now.y.map(value)) as [number, number];
  const from = [plot.left, plot.top, plot.width, plot.height].map((one) => one * ratio);
  const [x = 0, y = 0, width = 0, height = 0] = from;
  context.drawImage(canvas, x, y, width, height, left, top, right - left, bottom - top);
}

function isSamePlot(a: Plot, b: Plot): boolean {
  return (
    a.left === b.left &&
    a.top === b.top &&
    a.width === b.width &&
    a.height === b.height &&
    a.x.kind === b.x.kind &&
    a.y.kind === b.y.kind &&
    [0, 1].every((i) => a.x.domain[i] === b.x.domain[i] && a.y.domain[i] === b.y.domain[i])
  );
}

function drawBox(painter: CanvasPainter, { x1, y1, x2, y2 }: Box): void {
  const [x, y] = [Math.min(x1, x2), Math.min(y1, y2)];
  painter.rect(x, y, Math.abs(x2 - x1), Math.abs(y2 - y1), {
    colour: "var(--focus)",
    opacity: 0.15,
  });
}

function drawBrushed(painter: CanvasPainter, plot: Plot, [low, high]: Domain): void {
  const [from, to] = [plot.x.map(low), plot.x.map(high)];
  painter.clip(plot.left, plot.top, plot.width, plot.height, () =>
    painter.rect(from, plot.top, to - from, plot.height, { colour: "var(--focus)", opacity: 0.12 }),
  );
}
