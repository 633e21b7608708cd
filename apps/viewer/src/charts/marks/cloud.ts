import type { Mark, Plot } from "../chart.ts";
import type { Painter } from "../painter.ts";
import { isDense } from "./paths.ts";

/** Pixels to a cell, and the reach of the smoothing in cells. */
const CELL = 3;
const REACH = 2;
/** Paths that are counted before others get their turn: a few milliseconds. */
const STEP = 200;

/** The density of points, smoothed over about ten pixels, as opacity of a colour. */
export function cloud(
  xs: readonly ArrayLike<number>[],
  ys: readonly ArrayLike<number>[],
  colour: string,
): Mark {
  let ready: { readonly plot: Plot; readonly cells: Cells } | undefined;
  function* prepare(_: Painter, plot: Plot): Generator<boolean, void> {
    const cells = yield* counted(xs, ys, plot);
    for (let pass = 0; pass < 3; pass++) blur(cells);
    ready = { plot, cells };
  }
  const draw: Mark["draw"] = (painter, plot) => {
    if (ready?.plot !== plot) for (const _ of prepare(painter, plot));
    if (ready) paint(painter, plot, ready.cells, colour);
  };
  // What is drawn at once needs no second picture.
  return isDense(xs.length, xs[0]?.length ?? 0) ? { prepare, draw } : { draw };
}

/** How many points there are in each cell of the plot, row by row. */
interface Cells {
  readonly density: Float32Array;
  readonly width: number;
  readonly height: number;
}

function* counted(
  xs: readonly ArrayLike<number>[],
  ys: readonly ArrayLike<number>[],
  plot: Plot,
): Generator<boolean, Cells> {
  const width = Math.max(1, Math.round(plot.width / CELL));
  const height = Math.max(1, Math.round(plot.height / CELL));
  const density = new Float32Array(width * height);
  for (const [path, x] of xs.entries()) {
    const y = ys[path] ?? [];
    for (let k = 0; k < x.length; k++) {
      const column = Math.floor((plot.x.map(x[k] ?? Number.NaN) - plot.left) / CELL);
      const row = Math.floor((plot.y.map(y[k] ?? Number.NaN) - plot.top) / CELL);
      if (!(column >= 0 && column < width && row >= 0 && row < height)) continue;
      density[row * width + column] = (density[row * width + column] ?? 0) + 1;
    }
    if (path % STEP === STEP - 1) yield false;
  }
  return { density, width, height };
}

/** A running mean along rows and then along columns; three times is close to a Gaussian. */
function blur({ density, width, height }: Cells): void {
  for (let row = 0; row < height; row++) blurLine(density, row * width, 1, width);
  for (let column = 0; column < width; column++) blurLine(density, column, width, height);
}

function blurLine(cells: Float32Array, start: number, stride: number, length: number): void {
  const line = Float32Array.from({ length }, (_, i) => cells[start + i * stride] ?? 0);
  let sum = 0;
  for (let i = 0; i < REACH && i < length; i++) sum += line[i] ?? 0;
  for (let i = 0; i < length; i++) {
    sum += (line[i + REACH] ?? 0) - (line[i - REACH - 1] ?? 0);
    cells[start + i * stride] = sum / (2 * REACH + 1);
  }
}

function paint(
  painter: Painter,
  plot: Plot,
  { density, width, height }: Cells,
  colour: string,
): void {
  const [red, green, blue] = painter.rgb(colour);
  const most = density.reduce((a, b) => Math.max(a, b), 1e-9);
  const rgba = new Uint8ClampedArray(4 * density.length);
  for (let i = 0; i < density.length; i++) {
    // The root: what is seldom visited shows beside where paths stay.
    const opacity = 150 * Math.sqrt((density[i] ?? 0) / most);
    rgba.set([red, green, blue, opacity], 4 * i);
  }
  painter.image({ width, height, rgba }, plot.left, plot.top, plot.width, plot.height);
}
