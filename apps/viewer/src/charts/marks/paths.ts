import type { Mark, Plot } from "../chart.ts";
import type { Painter, Raster } from "../painter.ts";
import { pathDensity } from "../path-density.ts";
import { pointsIn } from "./line.ts";

/** Sample paths: their values at common times. */
export interface PathLines {
  readonly xs: ArrayLike<number>;
  readonly paths: readonly ArrayLike<number>[];
  readonly colour: string;
}

/** More points than these are more than a screen shows apart: their density is drawn instead. */
const MOST_POINTS = 200_000;

/** Whether so many paths are drawn as a density rather than line by line. */
export function isDense(paths: number, times: number): boolean {
  return paths * times > MOST_POINTS;
}

/** Faint lines, each by itself so that they add up; or the density of lines where there are too many. */
export function pathLines(lines: PathLines): Mark {
  if (!isDense(lines.paths.length, lines.xs.length)) {
    return { draw: (painter, plot) => drawLines(painter, plot, lines) };
  }
  let ready: { readonly plot: Plot; readonly raster: Raster } | undefined;
  function* prepare(painter: Painter, plot: Plot): Generator<undefined, void> {
    ready = { plot, raster: yield* densityRaster(painter, plot, lines) };
  }
  return {
    prepare,
    draw(painter, plot) {
      if (ready?.plot !== plot) for (const _ of prepare(painter, plot));
      if (ready) painter.image(ready.raster, plot.left, plot.top, plot.width, plot.height);
    },
  };
}

/** 15 % for a hundred paths and fewer, down to 8 % for many. */
function pathOpacity(paths: number): number {
  return Math.min(0.15, Math.max(0.08, 0.15 - 0.07 * Math.log10(Math.max(1, paths / 100))));
}

function drawLines(painter: Painter, plot: Plot, { xs, paths, colour }: PathLines): void {
  const stroke = { colour, opacity: pathOpacity(paths.length) };
  for (const path of paths) painter.polyline(pointsIn(plot, xs, path), stroke);
}

function* densityRaster(
  painter: Painter,
  plot: Plot,
  { xs, paths, colour }: PathLines,
): Generator<undefined, Raster> {
  const width = Math.round(plot.width * painter.ratio);
  const height = Math.round(plot.height * painter.ratio);
  const scaleX = width / plot.width;
  const scaleY = height / plot.height;
  const density = yield* pathDensity(
    {
      xs: Float64Array.from(xs, (value) => (plot.x.map(value) - plot.left) * scaleX),
      paths,
      mapY: (value) => (plot.y.map(value) - plot.top) * scaleY,
      linear: plot.y.kind === "linear" ? linearMap(plot, scaleY) : undefined,
    },
    width,
    height,
  );
  const [red, green, blue] = painter.rgb(colour);
  const most = density.reduce((a, b) => Math.max(a, b), 1);
  const rgba = new Uint8ClampedArray(4 * density.length);
  // One path must be seen beside thousands: opacity grows with the logarithm.
  const factor = 235 / Math.log1p(most);
  for (let i = 0; i < density.length; i++) {
    const count = density[i] ?? 0;
    if (count === 0) continue;
    rgba[4 * i] = red;
    rgba[4 * i + 1] = green;
    rgba[4 * i + 2] = blue;
    rgba[4 * i + 3] = Math.log1p(count) * factor;
  }
  return { width, height, rgba };
}

/** A linear axis as offset and factor, which is far faster than a call for each value. */
function linearMap({ y, top }: Plot, scale: number): { offset: number; factor: number } {
  const offset = (y.map(0) - top) * scale;
  return { offset, factor: (y.map(1) - y.map(0)) * scale };
}
