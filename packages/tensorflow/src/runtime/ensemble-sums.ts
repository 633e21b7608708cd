import {
  type Binning,
  type ConditionCounts,
  correlationsOf,
  describeSeries,
  type Ensemble,
  eventSummaries,
  meanOf,
  type Plan,
  type SeriesSummary,
  type Simulation,
  sampleIndices,
  type Units,
  varianceOf,
} from "@driftgraph/core";
import type { TensorFlowProgram } from "../lower/program.ts";
import { type BlockResult, EVENTS, MOMENTS } from "./block-result.ts";
import type { PilotScales } from "./pilot-scales.ts";
import type { TrajectoryPlanes } from "./trajectory-planes.ts";

/** Gathers the blocks of a sweep point, in the order of their paths, into an ensemble. */
export class EnsembleSums {
  readonly #simulation: Simulation;
  readonly #plan: Plan;
  readonly #program: TensorFlowProgram;
  readonly #binnings: readonly Binning[];
  readonly #units: Units;
  /** Laid out as a block's; the extremes are those of the blocks so far. */
  readonly #moments: Float64Array;
  readonly #histogram: Float64Array;
  readonly #counts: Float64Array;
  readonly #events: Float64Array;
  /** [series][sample path][logged time]. */
  readonly #samples: Float64Array[][];
  readonly #trajectories: TrajectoryPlanes | undefined;
  #paths = 0;
  /** Paths whose trajectories are kept: also those of a last block that isn't in the sums. */
  #kept = 0;

  /**
   * @param scales what the pilot told.
   * @param trajectories where all values go, if they are kept.
   */
  constructor(
    simulation: Simulation,
    plan: Plan,
    program: TensorFlowProgram,
    { binnings, units }: PilotScales,
    trajectories: TrajectoryPlanes | undefined,
  ) {
    const { times, series, violations, events } = program;
    this.#simulation = simulation;
    this.#plan = plan;
    this.#program = program;
    this.#binnings = binnings;
    this.#units = units;
    this.#moments = new Float64Array(binnings.length * MOMENTS.columns);
    for (let i = 0; i < this.#moments.length; i += MOMENTS.columns) {
      this.#moments[i + MOMENTS.min] = Number.POSITIVE_INFINITY;
      this.#moments[i + MOMENTS.max] = Number.NEGATIVE_INFINITY;
    }
    const histograms = binnings.length > 0 ? times * series.length : 0;
    this.#histogram = new Float64Array(histograms * (plan.bins + 2));
    this.#counts = new Float64Array(times * violations.length);
    this.#events = new Float64Array(times * events.length * EVENTS.columns);
    this.#samples = series.map(() => []);
    this.#trajectories = trajectories;
  }

  /** Paths that are in the sums: blocks are added in order, so these are the first ones. */
  get paths(): number {
    return this.#paths;
  }

  /**
   * Adds the next block, and tells whether all its values are finite. One with others is left out, unless
   * only their paths are to be.
   */
  add(block: BlockResult): boolean {
    const { paths, samples, trajectories } = block;
    const kept = trajectories === undefined ? undefined : this.#trajectories;
    const areKeptFinite = kept?.add(trajectories ?? 0, this.#paths, paths) ?? true;
    this.#kept = this.#paths + paths;
    const areFinite =
      areKeptFinite && areSummedUp(block) && samples.every((value) => Number.isFinite(value));
    if (!areFinite && this.#plan.nonFinite === "fail") return false;
    addMoments(this.#moments, block.moments);
    addTo(this.#histogram, block.histogram);
    addTo(this.#counts, block.counts);
    addTo(this.#events, block.events);
    this.#addSamples(block);
    this.#paths += paths;
    return areFinite;
  }

  /** The ensemble of the blocks so far. */
  finish(
    point: Readonly<Record<string, number>>,
    parameters: ReadonlyMap<string, number>,
  ): Ensemble {
    const { series } = this.#simulation;
    const { sums, violations, events, times } = this.#program;
    const summed = this.#binnings.length > 0;
    const summaries = summed ? series.map((name, s) => this.#summary(name, s)) : [];
    const variances = sums.map((name, i) => ({
      name,
      variance: this.#variance(series.length + i),
    }));
    this.#trajectories?.leaveOut(this.#kept);
    const count = (i: number): Float64Array => column(this.#counts, i, violations.length, times);
    return {
      point,
      parameters: Object.fromEntries(parameters),
      paths: this.#paths,
      series: summaries,
      samples: {
        paths: sampleIndices(this.#plan).slice(0, this.#samples[0]?.length ?? 0),
        values: this.#samples,
      },
      trajectories: this.#trajectories?.trajectories,
      violations: Object.fromEntries(violations.map((species, i) => [species, count(i)])),
      correlations: correlationsOf(this.#plan, {
        series: summaries,
        sums: summed ? variances : [],
        units: this.#units,
        samples: this.#samples,
      }),
      events: eventSummaries(
        this.#plan.model,
        events.map((name, i) => this.#event(name, i)),
        new Float64Array(times).fill(this.#paths),
        this.#plan.dt,
      ),
    };
  }

  #summary(name: string, s: number): SeriesSummary {
    const binnings = Array.from({ length: this.#program.times }, (_, k) => this.#binning(k, s));
    const slots = this.#plan.bins + 2;
    const count = this.#moment(s, MOMENTS.count);
    const extremes = (at: number): Float64Array =>
      this.#moment(s, at).map((value, k) => (count[k] ? value : Number.NaN));
    return {
      ...describeSeries(this.#plan.model, name),
      count,
      mean: this.#moment(s, MOMENTS.sum).map((sum, k) =>
        meanOf(count[k] ?? 0, sum, binnings[k]?.shift ?? 0),
      ),
      variance: this.#variance(s),
      min: extremes(MOMENTS.min),
      max: extremes(MOMENTS.max),
      bins: binnings.map((binning) => binning?.bins ?? { low: 0, width: 1, count: slots - 2 }),
      histogram: binnings.map((_, k) => {
        const record = k * this.#program.series.length + s;
        return this.#histogram.slice(record * slots, (record + 1) * slots);
      }),
    };
  }

  #variance(row: number): Float64Array {
    const [sums, count] = [this.#moment(row, MOMENTS.sum), this.#moment(row, MOMENTS.count)];
    return this.#moment(row, MOMENTS.squares).map((squares, k) =>
      varianceOf(count[k] ?? 0, sums[k] ?? 0, squares),
    );
  }

  #binning(time: number, row: number): Binning | undefined {
    return this.#binnings[time * this.#rows + row];
  }

  /** A column of the moments of a series, or of a sum of series, by logged time. */
  #moment(row: number, at: number): Float64Array {
    const { columns } = MOMENTS;
    return column(this.#moments, row * columns + at, this.#rows * columns, this.#program.times);
  }

  get #rows(): number {
    return this.#program.series.length + this.#program.sums.length;
  }

  #event(name: string, e: number): ConditionCounts {
    const { events, times } = this.#program;
    const counts = (at: number): Float64Array =>
      column(this.#events, e * EVENTS.columns + at, events.length * EVENTS.columns, times);
    return {
      name,
      holding: counts(EVENTS.holding),
      reached: counts(EVENTS.reached),
      begun: counts(EVENTS.begun),
      steps: counts(EVENTS.steps),
    };
  }

  #addSamples({ samples, sampleCount }: BlockResult): void {
    const { times, series } = this.#program;
    const stride = series.length * sampleCount;
    for (const [s, kept] of this.#samples.entries()) {
      for (let i = 0; i < sampleCount; i++) {
        const first = s * sampleCount + i;
        kept.push(Float64Array.from({ length: times }, (_, k) => samples[first + k * stride] ?? 0));
      }
    }
  }
}

/** Whether all paths are in a block's moments, and those are finite. */
function areSummedUp({ paths, moments }: BlockResult): boolean {
  const { count, columns } = MOMENTS;
  return moments.every((value, i) =>
    i % columns === count ? value === paths : Number.isFinite(value),
  );
}

function addMoments(totals: Float64Array, block: Float64Array): void {
  const { sum, squares, min, max, count, columns } = MOMENTS;
  for (let i = 0; i < totals.length; i += columns) {
    for (const j of [i + sum, i + squares, i + count])
      totals[j] = (totals[j] ?? 0) + (block[j] ?? 0);
    totals[i + min] = Math.min(totals[i + min] ?? 0, block[i + min] ?? 0);
    totals[i + max] = Math.max(totals[i + max] ?? 0, block[i + max] ?? 0);
  }
}

function addTo(sums: Float64Array, values: ArrayLike<number>): void {
  for (let i = 0; i < sums.length; i++) sums[i] = (sums[i] ?? 0) + (values[i] ?? 0);
}

/** One column of a matrix of `rows` rows. */
function column(matrix: Float64Array, at: number, stride: number, rows: number): Float64Array {
  return Float64Array.from({ length: rows }, (_, row) => matrix[row * stride + at] ?? 0);
}
