import { STEPS } from "../simulation/loop.ts";
import { countedMasks, eventsOf, namedCounts, takenSeries } from "../simulation/series.ts";
import type { Simulation } from "../simulation/simulation.ts";
import { sumsOf } from "../simulation/sums.ts";
import { Accumulator } from "../summary/accumulator.ts";
import type { Range } from "../summary/bins.ts";
import { correlationsOf } from "../summary/correlation.ts";
import { type ConditionCounts, eventSummaries } from "../summary/event-summary.ts";
import { type Binning, binningFor } from "../summary/ranges.ts";
import type { SeriesSummary } from "../summary/series-summary.ts";
import { measureSums, type Units } from "../summary/units.ts";
import type { PathResult } from "./path-runner.ts";
import type { Plan } from "./plan.ts";
import type { Ensemble, SamplePaths, Trajectories } from "./run.ts";
import { sampleIndices } from "./sample-indices.ts";
import { describeSeries } from "./series-names.ts";

/** Paths of the pilot that finds the histograms' ranges: the first ones of the seed, in every run. */
export const PILOT_PATHS = 256;

/** Gathers interpreted paths into an ensemble. */
export interface Gathering {
  /** Adds the result of the i-th path of the run. */
  add(i: number, result: PathResult): void;
  /** Units of the series that are added up, which paths are to be run with. */
  readonly units: Units;
  /** The first path with a value that is not finite. */
  readonly firstNonFinite: number | undefined;
  finish(
    point: Readonly<Record<string, number>>,
    parameters: ReadonlyMap<string, number>,
  ): Ensemble;
}

/** Starts to gather, with bins from the paths of a pilot. */
export function gatherEnsemble(
  simulation: Simulation,
  plan: Plan,
  pilot: readonly PathResult[],
): Gathering {
  const names = simulation.series;
  const sums = sumsOf(simulation.graph).map(({ name }) => name);
  const adapts = takenSeries(simulation.graph) !== undefined;
  const all = [...names, ...sums, ...(adapts ? [STEPS] : [])];
  const { binnings, units } = pilotBinnings(plan, all, pilot);
  const accumulators = binnings.map((of) =>
    of.map(({ bins, shift }) => new Accumulator(bins, shift)),
  );
  const samples = new Set(sampleIndices(plan));
  const sampled: PathResult[] = [];
  const keep = trajectories(plan, names);
  const masks = countedMasks(simulation.graph).map(({ name }) => ({
    name,
    counts: new Float64Array(plan.steps),
  }));
  const events = eventsOf(simulation.graph).map(({ name }) => newEvent(plan, name));
  let added = 0;
  let firstNonFinite: number | undefined;
  return {
    units,
    get firstNonFinite() {
      return firstNonFinite;
    },
    add(i, result) {
      const path = plan.firstPath + i;
      if (result.series.some((values) => !values.every(Number.isFinite))) firstNonFinite ??= path;
      for (const [s, values] of result.series.entries()) {
        for (const [k, value] of values.entries()) {
          if (Number.isFinite(value)) accumulators[s]?.[k]?.add(value);
          if (s < names.length) keep?.plane(k, s).fill(value, i, i + 1);
        }
      }
      for (const [m, { counts }] of masks.entries()) {
        for (const [step, hit] of (result.masks[m] ?? []).entries()) {
          counts[step] = (counts[step] ?? 0) + hit;
        }
      }
      for (const [e, event] of events.entries())
        addEvent(event, result.events[e]?.holds ?? [], plan.every);
      added++;
      if (samples.has(path)) sampled.push(result);
    },
    finish: (point, parameters) => ({
      point,
      parameters: Object.fromEntries(parameters),
      paths: added,
      series: plan.summaries
        ? names.map((name, s) => summaryOf(plan, name, accumulators[s] ?? []))
        : [],
      correlations: correlationsOf(plan, {
        series: accumulators
          .slice(0, names.length)
          .map((at, s) => summaryOf(plan, names[s] ?? "", at)),
        sums: sums.map((name, s) => ({
          name,
          variance: Float64Array.from(accumulators[names.length + s] ?? [], (at) => at.variance),
        })),
        units,
        samples: samplesOf(plan, names, sampled).values,
      }),
      samples: samplesOf(plan, names, sampled),
      trajectories: keep,
      ...namedCounts(
        new Map(masks.map(({ name, counts }) => [name, cumulative(counts, plan.every)])),
        adapts ? Float64Array.from(accumulators.at(-1) ?? [], ({ mean }) => mean) : undefined,
      ),
      events: eventSummaries(
        plan.model,
        events,
        new Float64Array(plan.steps / plan.every + 1).fill(added),
        plan.dt,
      ),
    }),
  };
}

function trajectories(plan: Plan, series: readonly string[]): Trajectories | undefined {
  if (!plan.trajectories) return undefined;
  const { paths } = plan;
  const times = plan.steps / plan.every + 1;
  const length = times * series.length * paths;
  const data = plan.dtype === "float32" ? new Float32Array(length) : new Float64Array(length);
  data.fill(Number.NaN); // until a path is run
  const plane: Trajectories["plane"] = (time, index) => {
    const at = (time * series.length + index) * paths;
    return data.subarray(at, at + paths);
  };
  return { times, series, paths, plane };
}

function pilotBinnings(
  plan: Plan,
  names: readonly string[],
  pilot: readonly PathResult[],
): { readonly binnings: Binning[][]; readonly units: Units } {
  const times = plan.steps / plan.every + 1;
  const reached = Array.from({ length: times }, (_, k) =>
    names.map((_, s): Range => {
      const values = pilot
        .map(({ series }) => series[s]?.[k] ?? Number.NaN)
        .filter(Number.isFinite);
      return [Math.min(...values), Math.max(...values)];
    }),
  );
  const { units, ranges } = measureSums(names, reached.flat(), plan.autocorrelation);
  const binnings = names.map((name, s) =>
    Array.from({ length: times }, (_, k) =>
      binningFor(ranges[k * names.length + s] ?? [0, 0], plan.bins, plan.ranges.get(name)),
    ),
  );
  return { binnings, units };
}

function summaryOf(plan: Plan, name: string, at: readonly Accumulator[]): SeriesSummary {
  const column = (pick: (accumulator: Accumulator) => number): Float64Array =>
    Float64Array.from(at, pick);
  return {
    ...describeSeries(plan.model, name),
    count: column(({ count }) => count),
    mean: column(({ mean }) => mean),
    variance: column(({ variance }) => variance),
    min: column(({ min }) => min),
    max: column(({ max }) => max),
    bins: at.map(({ bins }) => bins),
    histogram: at.map(({ histogram }) => histogram),
  };
}

function samplesOf(
  plan: Plan,
  names: readonly string[],
  sampled: readonly PathResult[],
): SamplePaths {
  return {
    paths: sampleIndices(plan).slice(0, sampled.length),
    values: names.map((_, s) => sampled.map(({ series }) => series[s] ?? new Float64Array())),
  };
}

/** Counts a step, summed up to each logged time. */
function cumulative(counts: Float64Array, every: number): Float64Array {
  const totals = new Float64Array(counts.length / every + 1);
  let total = 0;
  counts.forEach((count, step) => {
    total += count;
    if ((step + 1) % every === 0) totals[(step + 1) / every] = total;
  });
  return totals;
}

function newEvent({ steps, every }: Plan, name: string): ConditionCounts {
  const zeros = (): Float64Array => new Float64Array(steps / every + 1);
  return { name, holding: zeros(), reached: zeros(), begun: zeros(), steps: zeros() };
}

/** Adds a path: `holds` is where its condition is true at the start and at each step's end. */
function addEvent(counts: ConditionCounts, holds: ArrayLike<number>, every: number): void {
  const increase = (column: Float64Array, k: number, by: number): void => {
    column[k] = (column[k] ?? 0) + by;
  };
  let [begun, first] = [0, 0];
  for (let step = 0; step < holds.length; step++) {
    const now = holds[step] ?? 0;
    if (now > (holds[step - 1] ?? 0)) {
      if (begun === 0) first = step;
      begun++;
    }
    if (step % every !== 0) continue;
    const k = step / every;
    increase(counts.holding, k, now);
    increase(counts.reached, k, Number(begun > 0));
    increase(counts.begun, k, begun);
    increase(counts.steps, k, first);
  }
}
