import { TILE } from "../compile/context.ts";
import type { Node } from "../graph/node.ts";
import { STEPS } from "../simulation/loop.ts";
import {
  countedMasks,
  eventsOf,
  namedCounts,
  seriesNodes,
  takenSeries,
} from "../simulation/series.ts";
import type { Simulation } from "../simulation/simulation.ts";
import { sumsOf } from "../simulation/sums.ts";
import { meanOf, varianceOf } from "../summary/accumulator.ts";
import { correlationsOf } from "../summary/correlation.ts";
import { type EventSummary, eventSummaries } from "../summary/event-summary.ts";
import type { SeriesSummary } from "../summary/series-summary.ts";
import type { ThreadRegion } from "./kernel-memory.ts";
import {
  pathsAt,
  pathsWithout,
  readCounts,
  readHistogram,
  readMoments,
  readOccurrences,
} from "./kernel-results.ts";
import type { KernelSession } from "./kernel-session.ts";
import { floatsAt } from "./memory-views.ts";
import type { PointRun } from "./point-run.ts";
import type { Ensemble, SamplePaths, Trajectories } from "./run.ts";
import { sampleIndices, sampleStride } from "./sample-indices.ts";
import { describeSeries } from "./series-names.ts";

/** The graph and the names of its series. */
type SeriesOf = Pick<Simulation, "graph" | "series">;

/** Names of a kernel's series and sums in its order; series that are the same value share one. */
export function kernelSeriesNames(simulation: SeriesOf, layoutSeries: readonly Node[]): string[] {
  const nodes = seriesNodes(simulation);
  const sums = sumsOf(simulation.graph);
  return layoutSeries.map(
    (node) =>
      simulation.series[nodes.indexOf(node)] ?? sums.find((sum) => sum.node === node)?.name ?? "",
  );
}

/** Reads an ensemble from a kernel's memory after a run. */
export function readEnsemble(
  session: KernelSession,
  run: PointRun,
  simulation: SeriesOf,
  point: Readonly<Record<string, number>>,
  parameters: ReadonlyMap<string, number>,
): Ensemble {
  const { plan, memory, views, kernel } = session;
  const nodes = seriesNodes(simulation);
  const index = simulation.series.map((_, s) =>
    kernel.layout.series.indexOf(nodes[s] ?? kernel.layout.scan),
  );
  const threads = memory.threads.slice(0, run.tiles.contexts);
  const counts = readCounts(views, kernel.layout, threads, memory.times);
  const masks = countedMasks(simulation.graph).map(({ name, mask }) => {
    const result = mask.op === "scanOutput" ? mask.attributes.index : -1;
    return [name, counts[kernel.layout.masks.indexOf(result)] ?? new Float64Array()] as const;
  });
  const series = plan.summaries
    ? simulation.series.map((name, s) => readSeries(session, run, name, index[s] ?? 0))
    : [];
  const sums = sumsOf(simulation.graph).map(({ name, node }) => {
    const row = kernel.layout.series.indexOf(node);
    return { name, variance: readVariance(session, run, threads, row) };
  });
  const parts = takenSeries(simulation.graph);
  const taken = parts && readSeries(session, run, STEPS, kernel.layout.series.indexOf(parts)).mean;
  const samples = readSamples(session, run, index);
  return {
    point,
    parameters: Object.fromEntries(parameters),
    paths: pathsAt(plan, run.tiles, memory.times - 1),
    series,
    correlations: correlationsOf(plan, { series, sums, units: run.units, samples: samples.values }),
    samples,
    trajectories: plan.trajectories
      ? readTrajectories(session, run, simulation.series, nodes)
      : undefined,
    ...namedCounts(new Map(masks), taken),
    events: readEvents(session, run, simulation, threads),
  };
}

function readEvents(
  { plan, memory, views, kernel }: KernelSession,
  run: PointRun,
  { graph }: SeriesOf,
  threads: readonly ThreadRegion[],
): EventSummary[] {
  const counts = readOccurrences(views, kernel.layout, threads, memory.times);
  const paths = Float64Array.from({ length: memory.times }, (_, k) => pathsAt(plan, run.tiles, k));
  const found = eventsOf(graph).flatMap(({ name, node }) => {
    const of = counts[kernel.layout.watches.indexOf(node)];
    return of ? [{ name, ...of }] : [];
  });
  return eventSummaries(plan.model, found, paths, plan.dt);
}

/** The variance of a sum at each logged time, of which nothing else is wanted. */
function readVariance(
  { plan, memory, views, kernel: { layout } }: KernelSession,
  { tiles }: PointRun,
  threads: readonly ThreadRegion[],
  index: number,
): Float64Array {
  return Float64Array.from({ length: memory.times }, (_, time) => {
    const record = time * layout.series.length + index;
    const { sum, squares, nonFinite } = readMoments(views, layout, threads, record);
    return varianceOf(pathsAt(plan, tiles, time) - nonFinite, sum, squares);
  });
}

function readSeries(
  session: KernelSession,
  run: PointRun,
  name: string,
  index: number,
): SeriesSummary {
  const { plan, memory, views, kernel } = session;
  const { layout } = kernel;
  const threads = memory.threads.slice(0, run.tiles.contexts);
  const empty = (): Float64Array => new Float64Array(memory.times);
  const [count, mean, variance, min, max] = [empty(), empty(), empty(), empty(), empty()];
  const histogram: Float64Array[] = [];
  for (let time = 0; time < memory.times; time++) {
    const record = time * layout.series.length + index;
    const moments = readMoments(views, layout, threads, record);
    const paths = pathsAt(plan, run.tiles, time) - moments.nonFinite;
    count[time] = paths;
    mean[time] = meanOf(paths, moments.sum, run.binnings[record]?.shift ?? 0);
    variance[time] = varianceOf(paths, moments.sum, moments.squares);
    min[time] = paths > 0 ? moments.min : Number.NaN;
    max[time] = paths > 0 ? moments.max : Number.NaN;
    histogram.push(readHistogram(views, layout, memory, threads, record));
  }
  const bins = Array.from({ length: memory.times }, (_, time) => {
    const binning = run.binnings[time * layout.series.length + index];
    return binning?.bins ?? { low: 0, width: 1, count: plan.bins };
  });
  return { ...describeSeries(plan.model, name), count, mean, variance, min, max, bins, histogram };
}

/** Sample paths of finished tiles. */
function readSamples(
  { plan, memory, views, kernel }: KernelSession,
  run: PointRun,
  index: readonly number[],
): SamplePaths {
  const { bytesPerValue } = kernel.layout;
  const stride = sampleStride(plan.paths, plan.samplePaths);
  const unfinished = new Set(run.tiles.partial.map(({ tile }) => tile));
  const kept = sampleIndices(plan).flatMap((path, i) => {
    const tile = Math.floor((i * stride) / TILE);
    return tile < run.tiles.tilesBegun && !unfinished.has(tile) ? [{ path, i }] : [];
  });
  const values = index.map((series) =>
    kept.map(({ i }) => {
      const at = memory.samples + (series * plan.samplePaths + i) * memory.times * bytesPerValue;
      return new Float64Array(floatsAt(views, at, memory.times));
    }),
  );
  return { paths: kept.map(({ path }) => path), values };
}

/** Views of the planes in the kernel's memory; copies where a later sweep point would overwrite them. */
function readTrajectories(
  { plan, memory, views, kernel }: KernelSession,
  run: PointRun,
  series: readonly string[],
  nodes: readonly Node[],
): Trajectories {
  const { layout } = kernel;
  const planes = layout.trajectories.length;
  const size = memory.planeBytes / layout.bytesPerValue;
  const view = floatsAt(views, memory.trajectories, memory.times * planes * size);
  for (let time = 0; time < memory.times; time++) {
    for (const [first, end] of pathsWithout(plan, run.tiles, time)) {
      for (let p = time * planes; p < (time + 1) * planes; p++) {
        view.fill(Number.NaN, p * size + first, p * size + end);
      }
    }
  }
  const data = plan.points.length > 1 ? view.slice() : view;
  const index = nodes.map((node) => layout.trajectories.indexOf(node));
  return {
    times: memory.times,
    series,
    paths: plan.paths,
    plane: (time, s) => {
      const at = (time * planes + (index[s] ?? 0)) * size;
      return data.subarray(at, at + plan.paths);
    },
  };
}
