import type { LoggedSeries } from "@driftgraph/core";
import type { Domain } from "../../charts/scale.ts";

export type LoggedHistogram = LoggedSeries["histograms"][number];

/**
 * A histogram as the density that it is: constant within each of its bins, exact at their edges. Paths outside the
 * bins count as paths but have no density.
 */
export class HistogramDensity {
  /** Number of paths, those outside the bins too. */
  readonly paths: number;
  readonly edges: Float64Array;
  /** Paths in each bin. */
  readonly counts: Float64Array;
  readonly below: number;
  readonly above: number;
  readonly #low: number;
  readonly #width: number;
  /** Share of the paths below each edge. */
  readonly #shares: Float64Array;

  constructor({ bins, counts }: LoggedHistogram) {
    this.#low = bins.low;
    this.#width = bins.width;
    this.counts = counts.subarray(1, Math.max(1, counts.length - 1));
    this.below = counts[0] ?? 0;
    this.above = counts.length > 1 ? (counts.at(-1) ?? 0) : 0;
    this.paths = counts.reduce((sum, count) => sum + count, 0);
    this.edges = Float64Array.from(
      { length: this.counts.length + 1 },
      (_, i) => bins.low + i * bins.width,
    );
    this.#shares = new Float64Array(this.counts.length + 1);
    let sum = this.below;
    for (let i = 0; i < this.#shares.length; i++) {
      this.#shares[i] = this.paths > 0 ? sum / this.paths : 0;
      sum += this.counts[i] ?? 0;
    }
  }

  get width(): number {
    return this.#width;
  }

  /** Density in each bin: the share of the paths to a unit of the value. */
  densities(): Float64Array {
    const unit = this.paths * this.#width;
    return this.counts.map((count) => (unit > 0 ? count / unit : 0));
  }

  /** The bin of a value; undefined outside the bins. */
  binAt(value: number): number | undefined {
    const bin = Math.floor((value - this.#low) / this.#width);
    return bin >= 0 && bin < this.counts.length ? bin : undefined;
  }

  /** The share of the paths below a value: exact at the bins' edges, linear within a bin. */
  shareBelow(value: number): number {
    const place = (value - this.#low) / this.#width;
    if (!(place > 0)) return this.#shares[0] ?? 0;
    const last = this.counts.length;
    if (place >= last) return this.#shares[last] ?? 0;
    const bin = Math.floor(place);
    const share = this.#shares[bin] ?? 0;
    return share + (place - bin) * ((this.#shares[bin + 1] ?? 0) - share);
  }

  /** The values of all bins that hold paths. */
  get range(): Domain {
    const first = this.counts.findIndex((count) => count > 0);
    if (first < 0) return [Number.NaN, Number.NaN];
    const last = this.counts.findLastIndex((count) => count > 0);
    return [this.edges[first] ?? 0, this.edges[last + 1] ?? 0];
  }

  /** The values between which all but a share of the paths lie on either side, at the edges of bins. */
  rangeBut(share: number): Domain {
    const low = this.#shares.findLastIndex((below) => below <= share);
    const high = this.#shares.findIndex((below) => below >= 1 - share);
    const [from, to] = this.range;
    return [
      Math.max(from, this.edges[Math.max(0, low)] ?? from),
      high < 0 ? to : Math.min(to, this.edges[high] ?? to),
    ];
  }

  /** The bin with the most paths. */
  get mode(): { readonly value: number; readonly density: number } {
    const densities = this.densities();
    const most = densities.reduce((best, one, i) => (one > (densities[best] ?? 0) ? i : best), 0);
    return {
      value: (this.edges[most] ?? 0) + this.#width / 2,
      density: densities[most] ?? 0,
    };
  }
}

const made = new WeakMap<LoggedHistogram, HistogramDensity>();

/** The density of a logged histogram; made once. */
function densityOf(histogram: LoggedHistogram): HistogramDensity {
  const known = made.get(histogram) ?? new HistogramDensity(histogram);
  made.set(histogram, known);
  return known;
}

/** The densities of a series at its logged times. */
export function densitiesOf({ histograms }: Pick<LoggedSeries, "histograms">): HistogramDensity[] {
  return histograms.map(densityOf);
}

/** The value that a share of the numbers lie below; NaN of none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.filter(Number.isFinite).sort((a, b) => a - b);
  return sorted[Math.round(share * (sorted.length - 1))] ?? Number.NaN;
}
