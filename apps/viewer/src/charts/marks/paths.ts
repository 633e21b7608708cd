import type { Mark, Plot } from "../chart.ts";
import type { Painter, Raster } from "../painter.ts";
import { pathDensity } from "../path-density.ts";
import { pointsIn } from "./line.ts";

/** Sample paths: their values at common times. */
export interface PathLines {
  readonly xs: ArrayLike<number>;
  readonly paths: readonly ArrayLike<number>[];
  readonly colour: string;
  /** How much of its opacity is left to it, where it isn't alone; 1 by default. */
  readonly share?: number;
}

/** More points than these are more than a screen shows apart: their density is drawn instead. */
const MOST_POINTS = 200_000;
/** Milliseconds until the paths that were counted so far are worth a picture; then twice as long, and so on. */
const FIRST_LOOK = 40;

/** Whether so many paths are drawn as a density rather than line by line. */
export function isDense(paths: number, times: number): boolean {
  return paths * times > MOST_POINTS;
}

/** Faint lines, each by itself so that they add up; or the density of lines where there are too many. */
export function pathLines(lines: PathLines): Mark {
  if (!isDense(lines.paths.length, lines.xs.length)) {
    return { draw: (painter, plot) => drawLines(painter, plot, lines) };
  }
  return denseLines(lines);
}

function denseLines(lines: PathLines): Mark {
  let ready:
    | { readonly plot: Plot; readonly raster: Raster; readonly isWhole: boolean }
    | undefined;
  const place = (painter: Painter, plot: Plot): void => {
    if (ready?.plot !== plot) return;
    painter.image(ready.raster, plot.left, plot.top, plot.width, plot.height);
  };
  function* prepare(painter: Painter, plot: Plot): Generator<boolean, void> {
    const [width, height] = [plot.width, plot.height].map((size) =>
      Math.round(size * painter.ratio),
    ) as [number, number];
    const [start, steps] = [performance.now(), densitySteps(plot, lines, width, height)];
    const keep = (density: Float32Array, isWhole: boolean): void => {
      const raster = { width, height, rgba: colours(density, lines, painter) };
      ready = { plot, raster, isWhole };
    };
    let next = FIRST_LOOK;
    for (let step = steps.next(); ; step = steps.next()) {
      if (step.done) return keep(step.value, true);
      const isWorthALook = performance.now() - start > next;
      if (isWorthALook) {
        keep(step.value(), false);
        next *= 5;
      }
      yield isWorthALook;
    }
  }
  return {
    prepare,
    sketch: place,
    draw(painter, plot) {
      if (ready?.plot !== plot || !ready.isWhole) for (const _ of prepare(painter, plot));
      place(painter, plot);
    },
  };
}

/** 15 % for a hundred paths and fewer, down to 8 % for many. */
function pathOpacity(paths: number): number {
  return Math.min(0.15, Math.max(0.08, 0.15 - 0.07 * Math.log10(Math.max(1, paths / 100))));
}

function drawLines(
  painter: Painter,
  plot: Plot,
  { xs, paths, colour, share = 1 }: PathLines,
): void {
  const stroke = { colour, opacity: share * pathOpacity(paths.length) };
  for (const path of paths) painter.polyline(pointsIn(plot, xs, path), stroke);
}

function densitySteps(
  plot: Plot,
  { xs, paths }: PathLines,
  width: number,
  height: number,
): ReturnType<typeof pathDensity> {
  const scaleX = width / plot.width;
  const scaleY = height / plot.height;
  return pathDensity(
    {
      xs: Float64Array.from(xs, (value) => (plot.x.map(value) - plot.left) * scaleX),
      paths,
      mapY: (value) => (plot.y.map(value) - plot.top) * scaleY,
      linear: plot.y.kind === "linear" ? linearMap(plot, scaleY) : undefined,
    },
    width,
    height,
  );
}

/** One path must be seen beside thousands: opacity grows with the logarithm of their number. */
function colours(
  density: Float32Array,
  { colour, share = 1 }: PathLines,
  painter: Painter,
): Uint8ClampedArray<ArrayBuffer> {
  const [red, green, blue] = painter.rgb(colour);
  const most = density.reduce((a, b) => Math.max(a, b), 1);
  const factor = (235 * share) / Math.log1p(most);
  const opacities = Uint8ClampedArray.from({ length: most + 1 }, (_, n) => Math.log1p(n) * factor);
  const rgba = new Uint8ClampedArray(4 * density.length);
  for (let i = 0; i < density.length; i++) {
    const count = density[i] ?? 0;
    if (count === 0) continue;
    rgba[4 * i] = red;
    rgba[4 * i + 1] = green;
    rgba[4 * i + 2] = blue;
    rgba[4 * i + 3] = opacities[count] ?? 0;
  }
  return rgba;
}

/** A linear axis as offset and factor, which is far faster than a call for each value. */
function linearMap({ y, top }: Plot, scale: number): { offset: number; factor: number } {
  const offset = (y.map(0) - top) * scale;
  return { offset, factor: (y.map(1) - y.map(0)) * scale };
}
