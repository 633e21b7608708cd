/** Paths in pixels: the x of the times, rising, and what makes a y of a value. */
export interface PixelPaths {
  readonly xs: Float64Array;
  /** Values at the times; a NaN interrupts a path. */
  readonly paths: readonly ArrayLike<number>[];
  mapY(value: number): number;
  /** `mapY` as a factor and an offset, if it is one: that is faster. */
  readonly linear?: LinearMap | undefined;
}

/** y = offset + factor · value. */
export interface LinearMap {
  readonly offset: number;
  readonly factor: number;
}

/** Paths that are counted before others get their turn: a few milliseconds. */
const STEP = 400;
/** Further below than any row: where there is no number. V8 has integers of 31 bits. */
const NOWHERE = 2 ** 28;
const UNCHANGED: LinearMap = { offset: 0, factor: 1 };

/**
 * How many paths cross each pixel, row by row: the picture that very many faint lines would make, in the time of
 * one pass over the data. A generator, since that takes longer than a page may stand still: it yields now and then,
 * and what it yields counts the paths so far.
 *
 * In every column of pixels a path covers those from its lowest to its highest place there; the counts are sums
 * over the ends of these spans. Paths are straight between their times.
 */
export function* pathDensity(
  { xs, paths, mapY, linear }: PixelPaths,
  width: number,
  height: number,
): Generator<() => Float32Array, Float32Array> {
  const edges = edgesOf(xs, width);
  const spans = new SpanCounts(width, height);
  const ys = new Float64Array(xs.length);
  for (let i = 0; i < paths.length; i++) {
    const path = paths[i] ?? [];
    if (linear && path instanceof Float64Array) spans.add(path, linear, edges);
    else {
      for (let k = 0; k < ys.length; k++) ys[k] = mapY(path[k] ?? Number.NaN);
      spans.add(ys, UNCHANGED, edges);
    }
    if (i % STEP === STEP - 1) yield () => spans.counts();
  }
  return spans.counts();
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

/**
 * Column by column where spans begin and end: a path's spans lie side by side in it. A column has a row more above
 * and below than is shown, for what lies outside.
 */
class SpanCounts {
  readonly #width: number;
  readonly #height: number;
  readonly #ends: Int32Array;

  constructor(width: number, height: number) {
    this.#width = width;
    this.#height = height;
    this.#ends = new Int32Array(width * (height + 3));
  }

  /** Adds a path. Ten million points go through here. */
  add(path: Float64Array, { offset, factor }: LinearMap, { first, index, part }: Edges): void {
    const ends = this.#ends;
    const below = this.#height + 1;
    const stride = this.#height + 3;
    const zero = offset + 1;
    let k = index[0] ?? 0;
    let value = path[k] ?? Number.NaN;
    let before = rowOf(zero + factor * between(value, path[k + 1], part[0]), below);
    let column = first * stride;
    for (let c = 1; c < index.length; c++) {
      const at = index[c] ?? 0;
      let low = before;
      let high = before;
      while (k < at) {
        k++;
        value = path[k] ?? Number.NaN;
        const row = rowOf(zero + factor * value, below);
        low = least(low, row);
        high = greatest(high, row);
      }
      before = rowOf(zero + factor * between(value, path[k + 1], part[c]), below);
      low = least(low, before);
      high = greatest(high, before);
      if (high < NOWHERE) {
        ends[column + low] = (ends[column + low] ?? 0) + 1;
        ends[column + high + 1] = (ends[column + high + 1] ?? 0) - 1;
      }
      column += stride;
    }
  }

  /** How many spans cover each pixel, row by row. */
  counts(): Float32Array {
    const [width, height, ends] = [this.#width, this.#height, this.#ends];
    const counts = new Float32Array(width * height);
    for (let x = 0; x < width; x++) {
      const column = x * (height + 3);
      let count = ends[column] ?? 0;
      for (let y = 0; y < height; y++) {
        count += ends[column + y + 1] ?? 0;
        counts[y * width + x] = count;
      }
    }
    return counts;
  }
}

/** A row of pixels from 1 on; 0 above all of them, `below` below. */
function rowOf(y: number, below: number): number {
  return y > 0 ? (y < below ? y | 0 : below) : y <= 0 ? 0 : NOWHERE;
}

function between(value: number, next = Number.NaN, part = 0): number {
  return part > 0 ? value + part * (next - value) : value;
}

/** By bits, for no processor predicts a branch on noise. */
function least(a: number, b: number): number {
  const more = b - a;
  return a + (more & (more >> 31));
}

function greatest(a: number, b: number): number {
  const more = a - b;
  return a - (more & (more >> 31));
}
