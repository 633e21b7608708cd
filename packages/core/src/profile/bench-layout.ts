import { CONTEXT, MOMENTS, SCALES } from "../compile/context.ts";
import { planeBytes, type ScratchLayout } from "../compile/kernel-layout.ts";
import type { Lanes } from "../compile/lanes.ts";

/** Operands of an op at most, and the plane for its result. */
const OPERANDS = 3;
/** Bins of the histogram that is timed; their number hardly matters while they fit into the cache. */
const BENCH_BINS = 128;
/** Addresses are multiples of a cache line; 0 means "not wanted" to the kernel. */
const ALIGNMENT = 64;

/** Where the functions that are timed find their data; offsets from the context, or addresses. */
export interface BenchLayout {
  readonly context: number;
  /** Offsets from the context of the planes of operands. */
  readonly operands: readonly number[];
  /** Offset from the context of the plane of results. */
  readonly result: number;
  readonly pool: number;
  readonly moments: number;
  readonly scales: number;
  readonly histogram: number;
  readonly counts: number;
  readonly bytes: number;
}

/** Lays out the memory of the bench, after the scratch that kernels have. */
export function layoutBench(scratch: ScratchLayout, lanes: Lanes, poolBytes: number): BenchLayout {
  let offset = ALIGNMENT;
  const take = (bytes: number): number => {
    const at = offset;
    offset += Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
    return at;
  };
  const plane = planeBytes(lanes);
  const context = take(Math.ceil(scratch.bytes / ALIGNMENT) * ALIGNMENT);
  const planes = Array.from({ length: OPERANDS + 1 }, () => take(plane) - context);
  return {
    context,
    operands: planes.slice(0, OPERANDS),
    result: planes[OPERANDS] ?? 0,
    moments: take(MOMENTS.bytes),
    scales: take(SCALES.bytes),
    histogram: take((BENCH_BINS + 3) * lanes.count * 4),
    counts: take(16),
    pool: take(poolBytes),
    bytes: offset,
  };
}

/** Fills the memory: numbers about 1, all paths active, sums that never leave their scale. */
export function fillBench(
  buffer: ArrayBuffer,
  layout: BenchLayout,
  scratch: ScratchLayout,
  lanes: Lanes,
): void {
  const view = new DataView(buffer);
  const { context } = layout;
  const plane = planeBytes(lanes);
  for (let at = context + scratch.state; at + lanes.bytes <= layout.moments; at += lanes.bytes) {
    const value = 0.5 + ((at * 7919) % 1024) / 1024;
    if (lanes.bytes === 4) view.setFloat32(at, value, true);
    else view.setFloat64(at, value, true);
  }
  for (const mask of [scratch.active, scratch.counted]) {
    new Uint8Array(buffer, context + mask, plane).fill(0xff);
  }
  view.setUint32(context + CONTEXT.pool, layout.pool, true);
  view.setFloat64(context + CONTEXT.lastSlot, BENCH_BINS + 1, true);
  view.setFloat64(layout.scales + SCALES.shift, 1, true);
  view.setFloat64(layout.scales + SCALES.inverseWidth, BENCH_BINS, true);
  view.setFloat64(layout.scales + SCALES.offset, BENCH_BINS / 2 - 1, true);
  for (const half of [0, 8]) {
    view.setFloat64(layout.scales + SCALES.limit + half, Number.MAX_VALUE, true);
  }
}
