import type { Node } from "../graph/node.ts";
import type { Stream } from "../graph/op.ts";
import { CONTEXT_BYTES, TILE } from "./context.ts";
import { initialSources, type KernelPlan } from "./kernel-plan.ts";
import { LANES, type Lanes, type LaneType } from "./lanes.ts";
import type { PoolEntry } from "./pool.ts";
import type { StepPlan } from "./step-plan.ts";

/** Steps whose normals are drawn together, if a stream has few channels. */
const MAX_GROUP = 4;

/** Where a stream's words and normals lie in a thread's scratch. */
export interface StreamLayout {
  readonly stream: Stream;
  readonly channels: number;
  /** Steps whose normals are drawn together. */
  readonly group: number;
  /** Philox blocks of a group: four planes of words each. */
  readonly blocks: number;
  /** Offset of the three planes made of the path index alone, which all blocks start from. */
  readonly paths: number;
  /** Offset of the planes of words; the normals take their place in single precision. */
  readonly words: number;
  readonly normals: number;
}

/** Offsets of a thread's scratch planes from its context pointer. */
export interface ScratchLayout {
  /** Planes of the state and of per-path invariants. */
  readonly state: number;
  /** Planes of values that pass from one segment of a step to a later one. */
  readonly passed: number;
  /** Planes of series that aren't states. */
  readonly series: number;
  /** Slot addresses of a histogram sweep. */
  readonly slots: number;
  /** All bits set in the lanes of paths that exist. */
  readonly active: number;
  /** Lanes of values that count: active and finite. */
  readonly counted: number;
  /** Planes of uniform and Poisson variates. */
  readonly sources: number;
  readonly streams: readonly StreamLayout[];
  /** Bits, one a path: of each event where it holds now, held before, has ever held; and of paths that exist. */
  readonly watch: Readonly<Record<"now" | "was" | "reached" | "active", number>>;
  readonly bytes: number;
}

/** Bytes of a plane of floats: one a path of a tile. */
export function planeBytes(lanes: Lanes): number {
  return TILE * lanes.bytes;
}

const WORD_PLANE = TILE * 4;

/** Lays out a thread's context and scratch. */
export function layoutScratch(plan: KernelPlan, step: StepPlan, type: LaneType): ScratchLayout {
  const plane = planeBytes(LANES[type]);
  let offset = CONTEXT_BYTES;
  const take = (bytes: number): number => {
    offset += bytes;
    return offset - bytes;
  };
  const state = take(plan.planes.length * plane);
  const passed = take(step.planes * plane);
  const series = take(plan.series.length * plane);
  const slots = take(plane);
  const active = take(plane);
  const counted = take(plane);
  const sources = take(initialSources(plan).length * plane);
  const streams = (["dW", "dZ", "initial"] as const).map((stream) => {
    const channels = plan.channels[stream];
    const group = stream === "initial" ? 1 : groupOf(channels);
    const blocks = Math.ceil((group * channels) / 4);
    const paths = take(channels > 0 || stream === "initial" ? 3 * WORD_PLANE : 0);
    // Uniform and Poisson variates draw one block at a time into the words of the initial stream.
    const words = take(Math.max(blocks, stream === "initial" ? 1 : 0) * 4 * WORD_PLANE);
    const normals = type === "float32" ? words : take(blocks * 4 * plane);
    return { stream, channels, group, blocks, paths, words, normals };
  });
  const bits = watchBytes(LANES[type]);
  const watched = plan.watches.length * bits;
  const watch = {
    now: take(watched),
    was: take(watched),
    reached: take(watched),
    active: take(bits),
  };
  return { state, passed, series, slots, active, counted, sources, streams, watch, bytes: offset };
}

/** The smallest group of steps that fills whole blocks of four words, or a larger one for few channels. */
function groupOf(channels: number): number {
  if (channels % 4 === 0) return channels > 4 ? 1 : 2;
  if (channels % 2 === 0) return channels > 4 ? 2 : MAX_GROUP;
  return MAX_GROUP;
}

/** All that the host needs to know to run a kernel. */
export interface KernelLayout {
  readonly dtype: LaneType;
  /** Bytes of a thread's context with its scratch planes. */
  readonly contextBytes: number;
  /** What the pool must hold; see `fillPool`. */
  readonly pool: readonly PoolEntry[];
  /** Nodes whose values make a row of the step table. */
  readonly stepRow: readonly Node[];
  /** Nodes whose values make a row of the table of logged times. */
  readonly timeRow: readonly Node[];
  /** Series in the order of records. */
  readonly series: readonly Node[];
  /** Series whose trajectories are kept, in the order of planes. */
  readonly trajectories: readonly Node[];
  /** Counted masks: indices of the scan's results, in the order of counts. */
  readonly masks: readonly number[];
  /** The `occurrences` of events, in the order of their counts, which follow those of `masks`. */
  readonly watches: readonly Node[];
  /** Poisson sources, in the order of their tables. */
  readonly poissons: readonly Node<"poisson">[];
  /** The scan, through whose arguments uniform nodes are evaluated. */
  readonly scan: Node<"scan">;
  /** Copies of each slot of a histogram, one a lane, that the host adds up. */
  readonly slotCopies: number;
  readonly bytesPerValue: number;
}

/** The fixed parts of a kernel's layout. */
export function fixedLayout(
  type: LaneType,
): Pick<KernelLayout, "dtype" | "slotCopies" | "bytesPerValue"> {
  const lanes = LANES[type];
  return {
    dtype: type,
    slotCopies: lanes.count,
    bytesPerValue: lanes.bytes,
  };
}

/** Bytes of an event's counts at one logged time: holding, reached, begun, steps until reached, an i64 each. */
export const WATCH_BYTES = 32;

/** Bytes of the counts of one logged time. */
export function countBytes({
  masks,
  watches,
}: Record<"masks" | "watches", readonly unknown[]>): number {
  return masks.length * 16 + watches.length * WATCH_BYTES;
}

/** Bytes of a tile's bits: one byte for each turn of a loop that handles two vectors. */
export function watchBytes(lanes: Lanes): number {
  return planeBytes(lanes) / 32;
}

/** Bytes of one histogram: a slot below, the bins, a slot above, and one for values that don't count. */
export function histogramBytes(bins: number, lanes: Pick<KernelLayout, "slotCopies">): number {
  return (bins + 3) * lanes.slotCopies * 4;
}
