import { CONTEXT, MOMENTS } from "../compile/context.ts";
import type { KernelLayout } from "../compile/kernel-layout.ts";
import { roundKeys } from "../noise/philox.ts";
import { keyOfSeed } from "../noise/stream.ts";
import type { KernelMemory, ThreadRegion } from "./kernel-memory.ts";
import { floatsAt, type MemoryViews } from "./memory-views.ts";

/** What of a run a thread's context says: which paths, and what is wanted of them. */
export interface ContextFields {
  readonly seed: bigint;
  readonly paths: number;
  readonly firstPath: number;
  readonly every: number;
  readonly bins: number;
  readonly samples: number;
  readonly sampleStride: number;
  readonly wantMoments: boolean;
  readonly wantHistograms: boolean;
  readonly wantTrajectories: boolean;
}

/** Writes a thread's context, and sets its accumulators to those of no path. */
export function writeContext(
  views: MemoryViews,
  layout: KernelLayout,
  memory: KernelMemory,
  region: ThreadRegion,
  run: ContextFields,
): void {
  const view = new DataView(views.buffer, region.context);
  const fields: Partial<Record<keyof typeof CONTEXT, number>> = {
    pool: memory.pool,
    stepTable: memory.stepTable,
    timeTable: memory.timeTable,
    scaleTable: memory.scaleTable,
    moments: run.wantMoments ? region.moments : 0,
    histograms: run.wantHistograms ? region.histograms : 0,
    histogramBytes: memory.histogramBytes,
    samples: run.samples > 0 ? memory.samples : 0,
    sampleCount: run.samples,
    sampleStride: run.sampleStride,
    trajectories: run.wantTrajectories ? memory.trajectories : 0,
    planeBytes: memory.planeBytes,
    counts: region.counts,
    firstPathLow: run.firstPath >>> 0,
    firstPathHigh: Math.floor(run.firstPath / 2 ** 32),
    paths: run.paths,
    every: run.every,
    times: memory.times,
    poissonTables: memory.poisson,
    irregular: 0,
  };
  for (const [name, offset] of Object.entries(CONTEXT)) {
    const value = fields[name as keyof typeof CONTEXT]; // keys of CONTEXT
    if (value !== undefined) view.setUint32(offset, value, true);
  }
  view.setFloat64(CONTEXT.lastSlot, run.bins + 1, true);
  roundKeys(keyOfSeed(run.seed)).forEach((word, i) => {
    view.setUint32(CONTEXT.roundKeys + 4 * i, word, true);
  });
  if (run.wantMoments) clearMoments(views, layout, memory, region);
  if (run.wantHistograms) {
    clear(views, region.histograms, memory.records * memory.histogramBytes);
  }
  clear(views, region.counts, memory.countsBytes);
}

function clear({ words }: MemoryViews, address: number, bytes: number): void {
  words.fill(0, address / 4, (address + bytes) / 4);
}

function clearMoments(
  views: MemoryViews,
  { bytesPerValue }: KernelLayout,
  memory: KernelMemory,
  { moments }: ThreadRegion,
): void {
  clear(views, moments, memory.momentsBytes);
  const all = floatsAt(views, moments, memory.momentsBytes / bytesPerValue);
  const lanes = 16 / bytesPerValue;
  const [size, min, max] = [MOMENTS.bytes, MOMENTS.min, MOMENTS.max].map((b) => b / bytesPerValue);
  if (!size || !min || !max) return;
  for (let at = 0; at < all.length; at += size) {
    all.fill(Number.POSITIVE_INFINITY, at + min, at + min + lanes);
    all.fill(Number.NEGATIVE_INFINITY, at + max, at + max + lanes);
  }
}

/** What a thread noted of values that aren't finite, or sums that left their scale. */
export interface Irregularity {
  readonly count: number;
  /** First path, within the run, of the first such tile. */
  readonly tileFirst: number;
}

/** Reads what a thread noted. */
export function readIrregularity({ words }: MemoryViews, region: ThreadRegion): Irregularity {
  return {
    count: words[(region.context + CONTEXT.irregular) / 4] ?? 0,
    tileFirst: words[(region.context + CONTEXT.irregularTile) / 4] ?? 0,
  };
}

/** Forgets what a thread noted in an earlier run. */
export function clearIrregularity({ words }: MemoryViews, region: ThreadRegion): void {
  words[(region.context + CONTEXT.irregular) / 4] = 0;
}
