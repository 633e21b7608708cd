import { MOMENTS, TILE } from "../compile/context.ts";
import type { KernelLayout } from "../compile/kernel-layout.ts";
import type { Range } from "../summary/bins.ts";
import type { KernelMemory, ThreadRegion } from "./kernel-memory.ts";
import type { Plan } from "./plan.ts";
import type { PartialTile } from "./thread.ts";

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
  buffer: ArrayBufferLike,
  { bytesPerValue, dtype }: KernelLayout,
  threads: readonly ThreadRegion[],
  record: number,
): Moments {
  const view = new DataView(buffer);
  const totals = [0, 0, 0, 0, 0, 0];
  const result: Moments = {
    sum: 0,
    squares: 0,
    min: Number.POSITIVE_INFINITY,
    max: Number.NEGATIVE_INFINITY,
    nonFinite: 0,
  };
  for (const { moments } of threads) {
    const at = moments + record * MOMENTS.bytes;
    for (let j = 0; j < 6; j++)
      totals[j] = (totals[j] ?? 0) + view.getFloat64(at + MOMENTS.sums + 8 * j, true);
    for (let lane = 0; lane < 16 / bytesPerValue; lane++) {
      const read = (offset: number): number =>
        dtype === "float32"
          ? view.getFloat32(at + offset + 4 * lane, true)
          : view.getFloat64(at + offset + 8 * lane, true);
      result.min = Math.min(result.min, read(MOMENTS.min));
      result.max = Math.max(result.max, read(MOMENTS.max));
    }
    result.nonFinite += view.getUint32(at + MOMENTS.nonFinite, true);
  }
  const [sum0 = 0, squares0 = 0, sum1 = 0, squares1 = 0, sum2 = 0, squares2 = 0] = totals;
  // Fine to coarse, always the same way.
  result.sum = sum2 + sum1 + sum0;
  result.squares = squares2 + squares1 + squares0;
  return result;
}

/** The range that each record's paths reached: what the pilot is for. */
export function readRanges(
  buffer: ArrayBufferLike,
  layout: KernelLayout,
  memory: KernelMemory,
  region: ThreadRegion,
): Range[] {
  return Array.from({ length: memory.records }, (_, record): Range => {
    const { min, max } = readMoments(buffer, layout, [region], record);
    return [min, max];
  });
}

/** Histogram counts of a record, added up over threads and lanes: below, the bins, above. */
export function readHistogram(
  buffer: ArrayBufferLike,
  { slotCopies }: KernelLayout,
  memory: KernelMemory,
  threads: readonly ThreadRegion[],
  record: number,
): Float64Array {
  const slots = memory.histogramBytes / (4 * slotCopies);
  const counts = new Float64Array(slots - 1); // the last slot is for values that don't count
  for (const { histograms } of threads) {
    const words = new Uint32Array(
      buffer,
      histograms + record * memory.histogramBytes,
      slots * slotCopies,
    );
    for (let i = 0; i < counts.length * slotCopies; i++) {
      const slot = Math.floor(i / slotCopies);
      counts[slot] = (counts[slot] ?? 0) + (words[i] ?? 0);
    }
  }
  return counts;
}

/** How often each mask was true, up to each logged time: [mask][time]. */
export function readCounts(
  buffer: ArrayBufferLike,
  { masks }: KernelLayout,
  threads: readonly ThreadRegion[],
  times: number,
): Float64Array[] {
  return masks.map((_, m) => {
    const totals = new Float64Array(times);
    let total = 0;
    for (let k = 0; k < times; k++) {
      for (const { counts } of threads) {
        const words = new BigInt64Array(buffer, counts + (k * masks.length + m) * 16, 2);
        total += Number((words[0] ?? 0n) + (words[1] ?? 0n));
      }
      totals[k] = total;
    }
    return totals;
  });
}

/** Whether values were left out of any record because they aren't finite. */
export function anyNonFinite(
  buffer: ArrayBufferLike,
  memory: KernelMemory,
  threads: readonly ThreadRegion[],
): boolean {
  const view = new DataView(buffer);
  return threads.some(({ moments }) =>
    Array.from(
      { length: memory.records },
      (_, i) => moments + i * MOMENTS.bytes + MOMENTS.nonFinite,
    ).some((at) => view.getUint32(at, true) > 0),
  );
}

/** Paths that reached a logged time: those of all tiles begun, but for tiles that ended before. */
export function pathsAt(
  { paths, every }: Plan,
  tilesBegun: number,
  partial: readonly PartialTile[],
  time: number,
): number {
  const begun = Math.min(paths, tilesBegun * TILE);
  const short = partial.filter(({ steps }) => steps < time * every);
  return short.reduce((sum, { tile }) => sum - Math.min(TILE, paths - tile * TILE), begun);
}
