import {
  type Fill,
  type Painter,
  type Raster,
  type Rgb,
  type Stroke,
  TEXT_SIZE,
  type TextStyle,
} from "./painter.ts";
import type { Theme } from "./theme.ts";

type Context = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

const ALIGN = { start: "left", middle: "center", end: "right" } as const;

/** Paints on a canvas whose context is already scaled to CSS pixels. */
export class CanvasPainter implements Painter {
  readonly ratio: number;
  readonly #context: Context;
  readonly #theme: Theme;

  constructor(context: Context, theme: Theme, ratio: number) {
    this.#context = context;
    this.#theme = theme;
    this.ratio = ratio;
  }

  polyline(points: Float64Array, stroke: Stroke): void {
    const context = this.#context;
    this.#stroke(stroke, () => {
      let isOn = false;
      for (let i = 0; i < points.length; i += 2) {
        const x = points[i] ?? 0;
        const y = points[i + 1] ?? 0;
        if (!Number.isFinite(x + y)) isOn = false;
        else if (isOn) context.lineTo(x, y);
        else {
          context.moveTo(x, y);
          isOn = true;
        }
      }
    });
  }

  segments(points: Float64Array, stroke: Stroke): void {
    const context = this.#context;
    this.#stroke(stroke, () => {
      for (let i = 0; i + 3 < points.length; i += 4) {
        context.moveTo(points[i] ?? 0, points[i + 1] ?? 0);
        context.lineTo(points[i + 2] ?? 0, points[i + 3] ?? 0);
      }
    });
  }

  polygon(points: Float64Array, fill: Fill): void {
    const context = this.#context;
    context.beginPath();
    for (let i = 0; i < points.length; i += 2) context.lineTo(points[i] ?? 0, points[i + 1] ?? 0);
    context.closePath();
    this.#fill(fill, () => context.fill());
  }

  rect(x: number, y: number, width: number, height: number, fill: Fill): void {
    this.#fill(fill, () => this.#context.fillRect(x, y, width, height));
  }

  disc(x: number, y: number, radius: number, style: { fill?: Fill; stroke?: Stroke }): void {
    const context = this.#context;
    const circle = (): void => context.arc(x, y, radius, 0, 2 * Math.PI);
    if (style.fill) {
      context.beginPath();
      circle();
      this.#fill(style.fill, () => context.fill());
    }
    if (style.stroke) this.#stroke(style.stroke, circle);
  }

  text(text: string, x: number, y: number, style: TextStyle): void {
    const context = this.#context;
    context.save();
    context.translate(x, y);
    context.rotate(((style.rotate ?? 0) * Math.PI) / 180);
    this.#font(style.size, style.bold);
    context.textAlign = ALIGN[style.align ?? "start"];
    context.textBaseline = style.baseline ?? "middle";
    if (style.halo !== undefined) {
      context.strokeStyle = this.#theme.colour(style.halo);
      context.lineWidth = 3;
      context.lineJoin = "round";
      context.strokeText(text, 0, 0);
    }
    context.fillStyle = this.#theme.colour(style.colour);
    context.fillText(text, 0, 0);
    context.restore();
  }

  image({ width, height, rgba }: Raster, x: number, y: number, w: number, h: number): void {
    if (width === 0 || height === 0) return;
    const picture = new OffscreenCanvas(width, height);
    // Its pixels come from here: on a graphics card they would only be in the way.
    const context = picture.getContext("2d", { willReadFrequently: true });
    context?.putImageData(new ImageData(rgba, width, height), 0, 0);
    this.#context.imageSmoothingEnabled = false;
    this.#context.drawImage(picture, x, y, w, h);
  }

  clip(x: number, y: number, width: number, height: number, draw: () => void): void {
    this.#context.save();
    this.#context.beginPath();
    this.#context.rect(x, y, width, height);
    this.#context.clip();
    draw();
    this.#context.restore();
  }

  measure(text: string, size?: number, bold?: boolean): number {
    this.#font(size, bold);
    return this.#context.measureText(text).width;
  }

  rgb(colour: string): Rgb {
    return this.#theme.rgb(colour);
  }

  #font(size = TEXT_SIZE, bold = false): void {
    this.#context.font = `${bold ? "600 " : ""}${size}px ${this.#theme.font}`;
  }

  #stroke({ colour, width = 1, opacity = 1, dash = [] }: Stroke, trace: () => void): void {
    const context = this.#context;
    context.globalAlpha = opacity;
    context.strokeStyle = this.#theme.colour(colour);
    context.lineWidth = width;
    context.lineJoin = "round";
    context.setLineDash([...dash]);
    context.beginPath();
    trace();
    context.stroke();
    context.globalAlpha = 1;
  }

  #fill({ colour, opacity = 1 }: Fill, paint: () => void): void {
    this.#context.globalAlpha = opacity;
    this.#context.fillStyle = this.#theme.colour(colour);
    paint();
    this.#context.globalAlpha = 1;
  }
}
