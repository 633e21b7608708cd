import { CONTEXT, MOMENTS } from "../compile/context.ts";
import type { KernelLayout } from "../compile/kernel-layout.ts";
import { roundKeys } from "../noise/philox.ts";
import { keyOfSeed } from "../noise/stream.ts";
import type { KernelMemory, ThreadRegion } from "./kernel-memory.ts";
import { floats } from "./kernel-tables.ts";

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
  buffer: ArrayBufferLike,
  layout: KernelLayout,
  memory: KernelMemory,
  region: ThreadRegion,
  run: ContextFields,
): void {
  const view = new DataView(buffer, region.context);
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
  clearAccumulators(buffer, layout, memory, region);
}

function clearAccumulators(
  buffer: ArrayBufferLike,
  { dtype, bytesPerValue }: KernelLayout,
  memory: KernelMemory,
  region: ThreadRegion,
): void {
  new Uint8Array(buffer, region.moments, memory.momentsBytes).fill(0);
  new Uint8Array(buffer, region.histograms, memory.records * memory.histogramBytes).fill(0);
  new Uint8Array(buffer, region.counts, memory.countsBytes).fill(0);
  const lanes = 16 / bytesPerValue;
  for (let record = 0; record < memory.records; record++) {
    const at = region.moments + record * MOMENTS.bytes;
    floats(buffer, dtype, at + MOMENTS.min, lanes).fill(Number.POSITIVE_INFINITY);
    floats(buffer, dtype, at + MOMENTS.max, lanes).fill(Number.NEGATIVE_INFINITY);
  }
}

/** What a thread noted of values that aren't finite, or sums that left their scale. */
export interface Irregularity {
  readonly count: number;
  /** First path, within the run, of the first such tile. */
  readonly tileFirst: number;
}

/** Reads what a thread noted. */
export function readIrregularity(buffer: ArrayBufferLike, region: ThreadRegion): Irregularity {
  const view = new DataView(buffer, region.context);
  return {
    count: view.getUint32(CONTEXT.irregular, true),
    tileFirst: view.getUint32(CONTEXT.irregularTile, true),
  };
}

/** Forgets what a thread noted in an earlier run. */
export function clearIrregularity(buffer: ArrayBufferLike, region: ThreadRegion): void {
  new DataView(buffer, region.context).setUint32(CONTEXT.irregular, 0, true);
}
