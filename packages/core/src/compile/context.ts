import { PHILOX_ROUNDS } from "../noise/philox.ts";

/** Paths of a tile: the block that a kernel call runs, and within which sums are taken in a fixed order. */
export const TILE = 256;

/**
 * A thread's context block: byte offsets of 32-bit fields. The host fills those before the gap; the
 * kernel keeps the rest from call to call. Scratch planes follow the header.
 */
export const CONTEXT = {
  /** Address of the pool of constants and uniforms. Must come first: prologues load it from offset 0. */
  pool: 0,
  /** Address of the table of what changes from step to step: one row a step. */
  stepTable: 4,
  /** Address of the table of what changes between logged times: one row a logged time. */
  timeTable: 8,
  /** Address of the table of scales and shifts: one record a logged time and series. */
  scaleTable: 12,
  /** Address of this thread's accumulated moments, one record a logged time and series; 0: no summaries wanted. */
  moments: 16,
  /** Address of this thread's histograms; 0: none wanted. */
  histograms: 20,
  /** Bytes of one histogram. */
  histogramBytes: 24,
  /** The highest slot of a histogram: bins + 1, as f64. */
  lastSlot: 32,
  /** Address of sample paths, [series][sample][time]; 0: none wanted. */
  samples: 40,
  sampleCount: 44,
  /** Paths from one sample to the next. */
  sampleStride: 48,
  /** Address of trajectories, [time][series][path]; 0: none wanted. */
  trajectories: 52,
  /** Bytes of one trajectory plane: paths rounded up to whole tiles. */
  planeBytes: 56,
  /** Address of this thread's counts: [time], then two i64 a mask, then three an event. */
  counts: 60,
  firstPathLow: 64,
  firstPathHigh: 68,
  /** Paths of the run. */
  paths: 72,
  /** Steps from one logged time to the next. */
  every: 76,
  /** Logged times, the initial one included. */
  times: 80,
  /** Address of a record for each Poisson source. */
  poissonTables: 84,
  /** Round keys of Philox, two a round. */
  roundKeys: 96,

  /** Tiles × series × times in which a value was not finite or a sum left its scale. */
  irregular: 96 + PHILOX_ROUNDS * 8,
  /** The first such tile, and the logged time; valid if `irregular` is not 0. */
  irregularTile: 100 + PHILOX_ROUNDS * 8,
  irregularTime: 104 + PHILOX_ROUNDS * 8,
  /** First path of the current tile within the run. */
  tileFirst: 108 + PHILOX_ROUNDS * 8,
  /** Paths of the current tile. */
  tilePaths: 112 + PHILOX_ROUNDS * 8,
  /** The step that runs; kept for adaptive steps alone. */
  step: 116 + PHILOX_ROUNDS * 8,
} as const;

/** Bytes of the context's header. */
export const CONTEXT_BYTES = 256;

/** A record of accumulated moments: byte offsets. Sums are pairs of f64: Σ(x−K) and Σ(x−K)². */
export const MOMENTS = {
  /** Three pairs of pre-rounded sums, coarse to fine; their total is exact whatever the order. */
  sums: 0,
  /** Lane-wise minima and maxima, a vector each. */
  min: 48,
  max: 64,
  /** Values that were left out as not finite: u32. */
  nonFinite: 80,
  bytes: 96,
} as const;

/** A record of scales: byte offsets of f64. */
export const SCALES = {
  /** The shift K. */
  shift: 0,
  /** 1/width of a bin. */
  inverseWidth: 8,
  /** low/width − 1: what is subtracted from floor(x/width) to give the slot. */
  offset: 16,
  /** Three pairs of rounding constants 1.5·2^e of the sums, coarse to fine; 0 for plain sums. */
  rounding: 32,
  /** A pair: what the magnitudes of a tile's sums must stay below. */
  limit: 80,
  bytes: 96,
} as const;

/** A record of a Poisson source: byte offsets. */
export const POISSON = {
  /** Address and length of its ascending thresholds (u32). */
  thresholds: 0,
  length: 4,
  /** The count below all thresholds: f64. */
  first: 8,
  bytes: 16,
} as const;
