import { MOMENTS, TILE } from "../compile/context.ts";
import { countBytes, type KernelLayout, WATCH_BYTES } from "../compile/kernel-layout.ts";
import type { Range } from "../summary/bins.ts";
import type { ConditionCounts } from "../summary/event-summary.ts";
import type { KernelMemory, ThreadRegion } from "./kernel-memory.ts";
import type { MemoryViews } from "./memory-views.ts";
import type { Plan } from "./plan.ts";
import type { TileResult } from "./tile-runner.ts";

// Loops by index: this runs once, cold, over thousands of numbers.

/** Sums of one record over all threads. */
interface Moments {
  sum: number;
  squares: number;
  min: number;
  max: number;
  nonFinite: number;
}

/** Reads a record's moments, added up over threads: exact, so their order doesn't matter. */
export function readMoments(
  { words, doubles, floats }: MemoryViews,
  { bytesPerValue }: KernelLayout,
  threads: readonly ThreadRegion[],
  record: number,
): Moments {
  const totals = [0, 0, 0, 0, 0, 0];
  let [min, max, nonFinite] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0];
  const lanes = 16 / bytesPerValue;
  for (const { moments } of threads) {
    const at = moments + record * MOMENTS.bytes;
    const sums = (at + MOMENTS.sums) / 8;
    for (let j = 0; j < 6; j++) totals[j] = (totals[j] ?? 0) + (doubles[sums + j] ?? 0);
    const [lowest, highest] = [
      (at + MOMENTS.min) / bytesPerValue,
      (at + MOMENTS.max) / bytesPerValue,
    ];
    for (let lane = 0; lane < lanes; lane++) {
      min = Math.min(min, floats[lowest + lane] ?? min);
      max = Math.max(max, floats[highest + lane] ?? max);
    }
    nonFinite += words[(at + MOMENTS.nonFinite) / 4] ?? 0;
  }
  const [sum0 = 0, squares0 = 0, sum1 = 0, squares1 = 0, sum2 = 0, squares2 = 0] = totals;
  // Fine to coarse, always the same way.
  return { sum: sum2 + sum1 + sum0, squares: squares2 + squares1 + squares0, min, max, nonFinite };
}

/** The range that each record's paths reached. */
export function readRanges(
  views: MemoryViews,
  layout: KernelLayout,
  memory: KernelMemory,
  threads: readonly ThreadRegion[],
): Range[] {
  return Array.from({ length: memory.records }, (_, record): Range => {
    const { min, max } = readMoments(views, layout, threads, record);
    return [min, max];
  });
}

/** Histogram counts of a record, added up over threads and lanes: below, the bins, above. */
export function readHistogram(
  { words }: MemoryViews,
  { slotCopies }: KernelLayout,
  { histogramBytes }: KernelMemory,
  threads: readonly ThreadRegion[],
  record: number,
): Float64Array {
  const slots = histogramBytes / (4 * slotCopies) - 1; // the last slot is for values that don't count
  const counts = new Float64Array(slots);
  for (const { histograms } of threads) {
    let word = (histograms + record * histogramBytes) / 4;
    for (let slot = 0; slot < slots; slot++) {
      let count = counts[slot] ?? 0;
      for (let copy = 0; copy < slotCopies; copy++) count += words[word++] ?? 0;
      counts[slot] = count;
    }
  }
  return counts;
}

/** How often each mask was true, up to each logged time: [mask][time]. */
export function readCounts(
  { longs }: MemoryViews,
  layout: KernelLayout,
  threads: readonly ThreadRegion[],
  times: number,
): Float64Array[] {
  return layout.masks.map((_, m) => {
    const [first, second] = [0, 8].map((half) =>
      countColumn(longs, layout, threads, times, m * 16 + half),
    );
    return summedUp((first ?? new Float64Array()).map((count, k) => count + (second?.[k] ?? 0)));
  });
}

/** What is counted of an event at each logged time. */
export type OccurrenceCounts = Omit<ConditionCounts, "name">;

/** The counts of each event, added up over threads. */
export function readOccurrences(
  { longs }: MemoryViews,
  layout: KernelLayout,
  threads: readonly ThreadRegion[],
  times: number,
): OccurrenceCounts[] {
  return layout.watches.map((_, w) => {
    const at = layout.masks.length * 16 + w * WATCH_BYTES;
    const [holding, reached, begun, steps] = [0, 8, 16, 24].map((column) =>
      countColumn(longs, layout, threads, times, at + column),
    );
    const none = new Float64Array(times);
    return {
      holding: holding ?? none,
      reached: reached ?? none,
      begun: summedUp(begun ?? none),
      steps: summedUp(steps ?? none),
    };
  });
}

/** One i64 of each logged time's counts, added up over threads. */
function countColumn(
  longs: MemoryViews["longs"],
  layout: KernelLayout,
  threads: readonly ThreadRegion[],
  times: number,
  offset: number,
): Float64Array {
  const stride = countBytes(layout);
  return Float64Array.from({ length: times }, (_, k) =>
    threads.reduce(
      (total, { counts }) => total + Number(longs[(counts + k * stride + offset) / 8] ?? 0n),
      0,
    ),
  );
}

function summedUp(counts: Float64Array): Float64Array {
  let total = 0;
  return counts.map((count) => {
    total += count;
    return total;
  });
}

/** Whether values were left out of any record because they aren't finite. */
export function anyNonFinite(
  { words }: MemoryViews,
  { records }: KernelMemory,
  threads: readonly ThreadRegion[],
): boolean {
  for (const { moments } of threads) {
    for (let record = 0; record < records; record++) {
      const at = moments + record * MOMENTS.bytes + MOMENTS.nonFinite;
      if ((words[at / 4] ?? 0) > 0) return true;
    }
  }
  return false;
}

/** Paths, from the first to before the last, that a cancelled run left without a logged time. */
export function pathsWithout(
  { paths, every }: Plan,
  { tilesBegun, partial }: TileResult,
  time: number,
): [first: number, end: number][] {
  const short = partial.filter(({ steps }) => steps < time * every);
  const missing = short.map(({ tile }): [number, number] => [
    tile * TILE,
    Math.min(paths, (tile + 1) * TILE),
  ]);
  return tilesBegun * TILE < paths ? [...missing, [tilesBegun * TILE, paths]] : missing;
}

/** Number of paths that reached a logged time. */
export function pathsAt(plan: Plan, tiles: TileResult, time: number): number {
  return pathsWithout(plan, tiles, time).reduce(
    (left, [first, end]) => left - (end - first),
    plan.paths,
  );
}
