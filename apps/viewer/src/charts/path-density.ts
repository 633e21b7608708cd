/** Paths in pixels: the x of the times, rising, and what makes a y of a value. */
export interface PixelPaths {
  readonly xs: Float64Array;
  /** Values at the times; a NaN interrupts a path. */
  readonly paths: readonly ArrayLike<number>[];
  mapY(value: number): number;
  /** `mapY` as a factor and an offset, if it is one: that is many times faster. */
  readonly linear?: { readonly offset: number; readonly factor: number } | undefined;
}

/** Paths that are counted before others get their turn: some milliseconds. */
const STEP = 400;

/**
 * How many paths cross each pixel, row by row: the picture that very many faint lines would make, in the time of
 * one pass over the data. A generator, since that takes longer than a page may stand still: it yields now and then.
 *
 * In every column of pixels a path covers those from its lowest to its highest place there; the counts are sums
 * over the ends of these spans. Paths are straight between their times.
 */
export function* pathDensity(
  lines: PixelPaths,
  width: number,
  height: number,
): Generator<undefined, Float32Array> {
  const edges = edgesOf(lines.xs, width);
  // Column by column while counting, since a path's spans lie side by side.
  const ends = new Int32Array(width * (height + 1));
  const ys = new Float64Array(lines.xs.length);
  const from = edges.index[0] ?? 0;
  const to = Math.min(ys.length, (edges.index.at(-1) ?? 0) + 2);
  for (let i = 0; i < lines.paths.length; i++) {
    mapPath(lines, lines.paths[i] ?? [], ys, from, to);
    addSpans(ends, ys, edges, height);
    if (i % STEP === STEP - 1) yield;
  }
  return countsOf(ends, width, height);
}

/** Where the edges of the columns lie among the times: after which one, and how far to the next. */
interface Edges {
  readonly first: number;
  readonly index: Int32Array;
  readonly part: Float64Array;
}

function edgesOf(xs: Float64Array, width: number): Edges {
  const first = Math.max(0, Math.ceil(xs[0] ?? 0));
  const last = Math.min(width, Math.floor(xs.at(-1) ?? 0));
  const count = Math.max(0, last - first + 1);
  const index = new Int32Array(count);
  const part = new Float64Array(count);
  for (let c = 0, k = 0; c < count; c++) {
    while (k < xs.length - 2 && (xs[k + 1] ?? 0) <= first + c) k++;
    const [a, b] = [xs[k] ?? 0, xs[k + 1] ?? 0];
    index[c] = k;
    part[c] = b > a ? (first + c - a) / (b - a) : 0;
  }
  return { first, index, part };
}

function mapPath(
  { linear, mapY }: PixelPaths,
  path: ArrayLike<number>,
  ys: Float64Array,
  from: number,
  to: number,
): void {
  if (linear) {
    const { offset, factor } = linear;
    for (let k = from; k < to; k++) ys[k] = offset + factor * (path[k] ?? Number.NaN);
  } else for (let k = from; k < to; k++) ys[k] = mapY(path[k] ?? Number.NaN);
}

function addSpans(
  ends: Int32Array,
  ys: Float64Array,
  { first, index, part }: Edges,
  height: number,
): void {
  let before = at(ys, index[0] ?? 0, part[0] ?? 0);
  for (let c = 0; c + 1 < index.length; c++) {
    const k = index[c] ?? 0;
    const next = index[c + 1] ?? 0;
    const after = at(ys, next, part[c + 1] ?? 0);
    let low = Math.min(before, after);
    let high = Math.max(before, after);
    for (let i = k + 1; i <= next; i++) {
      const y = ys[i] ?? 0;
      // Not by branches, which nobody can predict here; NaN goes on.
      low = Math.min(low, y);
      high = Math.max(high, y);
    }
    before = after;
    // False for NaN too.
    if (!(low < height && high >= 0)) continue;
    const column = (first + c) * (height + 1);
    const top = low > 0 ? Math.trunc(low) : 0;
    const bottom = high < height ? Math.trunc(high) : height - 1;
    ends[column + top] = (ends[column + top] ?? 0) + 1;
    ends[column + bottom + 1] = (ends[column + bottom + 1] ?? 0) - 1;
  }
}

function at(ys: Float64Array, index: number, part: number): number {
  const y = ys[index] ?? 0;
  return part === 0 ? y : y + part * ((ys[index + 1] ?? 0) - y);
}

function countsOf(ends: Int32Array, width: number, height: number): Float32Array {
  const counts = new Float32Array(width * height);
  for (let x = 0; x < width; x++) {
    let count = 0;
    for (let y = 0; y < height; y++) {
      count += ends[x * (height + 1) + y] ?? 0;
      counts[y * width + x] = count;
    }
  }
  return counts;
}
