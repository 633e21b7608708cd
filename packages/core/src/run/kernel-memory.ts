import { MOMENTS, POISSON, SCALES, TILE } from "../compile/context.ts";
import { countBytes, histogramBytes, type KernelLayout } from "../compile/kernel-layout.ts";
import { DriftgraphError } from "../errors/error.ts";
import { MAX_BYTES } from "./memory-pool.ts";
import type { Plan } from "./plan.ts";

/** Where a thread's context and accumulators lie. */
export interface ThreadRegion {
  readonly context: number;
  readonly moments: number;
  readonly histograms: number;
  readonly counts: number;
}

/** Where everything that a kernel reads and writes lies in its memory. */
export interface KernelMemory {
  readonly pool: number;
  readonly stepTable: number;
  readonly timeTable: number;
  readonly scaleTable: number;
  readonly poisson: number;
  readonly poissonThresholds: readonly number[];
  readonly samples: number;
  readonly trajectories: number;
  readonly threads: readonly ThreadRegion[];
  readonly steps: number;
  readonly times: number;
  /** Records of moments, scales and histograms: logged times × series. */
  readonly records: number;
  readonly momentsBytes: number;
  readonly histogramBytes: number;
  readonly countsBytes: number;
  /** Bytes of one trajectory plane: paths rounded up to whole tiles. */
  readonly planeBytes: number;
  /** Bytes of one thread's context and accumulators, about. */
  readonly threadBytes: number;
  readonly bytes: number;
}

/** Cache lines; more than any vector needs. */
const ALIGNMENT = 64;
/** What the accumulators of all threads but one may take. */
const THREADS_BYTES = 2 ** 29;
/** Entries of a Poisson table that are set aside: enough for any rate that is allowed. */
export const POISSON_ENTRIES = 2 ** 18;

/**
 * Lays out a kernel's memory for up to `threads` threads: fewer, if their accumulators would take
 * more than is reasonable.
 *
 * @throws DriftgraphError if it doesn't fit into 4 GB, which only trajectories can need.
 */
export function layoutMemory(layout: KernelLayout, plan: Plan, threads: number): KernelMemory {
  const alone = layoutFor(layout, plan, 1);
  if (alone.bytes > MAX_BYTES) throw tooLarge(plan, alone.bytes);
  const room = Math.min(THREADS_BYTES, MAX_BYTES - alone.bytes);
  const each = alone.threadBytes;
  return layoutFor(layout, plan, Math.min(threads, 1 + Math.floor(room / each)));
}

function layoutFor(layout: KernelLayout, plan: Plan, threads: number): KernelMemory {
  const times = plan.steps / plan.every + 1;
  const records = times * layout.series.length;
  let offset = ALIGNMENT; // address 0 means "not wanted"
  const take = (bytes: number): number => {
    const at = offset;
    offset += Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
    return at;
  };
  const planeBytes = Math.ceil(plan.paths / TILE) * TILE * layout.bytesPerValue;
  const momentsBytes = plan.summaries ? records * MOMENTS.bytes : 0;
  const histograms = plan.summaries ? histogramBytes(plan.bins, layout) : 0;
  const countsBytes = times * countBytes(layout);
  const takeRegion = (): ThreadRegion => ({
    context: take(layout.contextBytes),
    moments: take(momentsBytes),
    histograms: take(records * histograms),
    counts: take(countsBytes),
  });
  const memory = {
    pool: take(layout.pool.length * 8),
    stepTable: take(plan.steps * layout.stepRow.length * layout.bytesPerValue),
    timeTable: take(times * layout.timeRow.length * layout.bytesPerValue),
    scaleTable: take(plan.summaries ? records * SCALES.bytes : 0),
    poisson: take(layout.poissons.length * POISSON.bytes),
    poissonThresholds: layout.poissons.map(() => take(POISSON_ENTRIES * 4)),
    samples: take(records * Math.max(plan.samplePaths, TILE) * layout.bytesPerValue),
    threads: Array.from({ length: threads }, takeRegion),
    trajectories: plan.trajectories ? take(times * layout.trajectories.length * planeBytes) : 0,
  };
  return {
    ...memory,
    steps: plan.steps,
    times,
    records,
    momentsBytes,
    histogramBytes: histograms,
    countsBytes,
    planeBytes,
    threadBytes: layout.contextBytes + momentsBytes + records * histograms + countsBytes,
    bytes: offset,
  };
}

function tooLarge(plan: Plan, bytes: number): DriftgraphError {
  const what = plan.trajectories ? "trajectories" : "logged times and sample paths";
  return new DriftgraphError(
    "invalid-option",
    `the ${what} of this run need ${(bytes / 2 ** 30).toFixed(1)} GB of memory, expected at most 4 GB`,
    { hint: "Keep fewer logged times (every), fewer sample paths, or run fewer paths." },
  );
}
