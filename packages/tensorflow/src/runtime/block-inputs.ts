import { type Binning, type Plan, sampleStride, type Units } from "@driftgraph/core";
import { inLane, type TensorFlowProgram } from "../lower/program.ts";
import type { Tensors, TensorValue } from "./messages.ts";

/** Some paths of a run, which one call of the graph runs. */
export interface Block {
  /** Absolute index of the first. */
  readonly firstPath: number;
  readonly paths: number;
  /** Indices within the block of the paths that are kept as samples. */
  readonly samples: readonly number[];
}

/** Paths whose tensors of one step stay in a cache, with few enough calls of ops for each. */
const MOST_PATHS = { float32: 2 ** 15, float64: 2 ** 14 };
/** Path-steps of a block: a second or so, so that progress is seen to be made. */
const WORK = 2 ** 24;
/** Bytes of a block's trajectories. */
const TRAJECTORY_BYTES = 2 ** 24;
/** Blocks below this are dearer by the path: each op has a cost of its own. */
const LEAST_PATHS = 2 ** 13;
/** Paths that blocks are made of, whole but for the last of a run. */
export const UNIT = 256;
/** Blocks that run side by side; each makes the graph larger. */
const MOST_LANES = 8;

/** What the sizes of blocks depend on. */
export type BlockPlan = Pick<Plan, "paths" | "steps" | "every" | "dtype" | "trajectories">;

/**
 * Paths of each block, all blocks alike: as many as TensorFlow runs well, unless steps are so many that a
 * block would take long, or its trajectories much memory; and an even number of blocks, since two run side
 * by side where there are two cores. It depends on the plan alone, and not on the threads, so that sums of
 * a block's values are the same in every run.
 */
export function pathsPerBlock(plan: BlockPlan, series: number): number {
  const { paths, steps, dtype, trajectories } = plan;
  const limits = [
    Math.max(LEAST_PATHS, WORK / steps),
    trajectories ? TRAJECTORY_BYTES / trajectoryBytes(plan, series) : Number.POSITIVE_INFINITY,
  ];
  const limit = Math.max(UNIT, Math.min(MOST_PATHS[dtype], ...limits));
  const count = paths < 2 * LEAST_PATHS && paths <= limit ? 1 : 2 * Math.ceil(paths / limit / 2);
  return Math.ceil(paths / count / UNIT) * UNIT;
}

/** Bytes of all logged values of one path. */
export function trajectoryBytes({ steps, every, dtype }: BlockPlan, series: number): number {
  return (steps / every + 1) * series * (dtype === "float32" ? 4 : 8);
}

/** Blocks that run side by side on as many threads. */
export function lanesFor(plan: BlockPlan, series: number, threads: number): number {
  return Math.min(threads, MOST_LANES, Math.ceil(plan.paths / pathsPerBlock(plan, series)));
}

/** The blocks of a run, in order. */
export function blocksOf(plan: Plan, pathsPerBlock: number): Block[] {
  const stride = sampleStride(plan.paths, plan.samplePaths);
  const blocks: Block[] = [];
  for (let first = 0; first < plan.paths; first += pathsPerBlock) {
    const paths = Math.min(pathsPerBlock, plan.paths - first);
    const samples: number[] = [];
    for (let i = Math.ceil(first / stride); i < plan.samplePaths; i++) {
      const within = i * stride - first;
      if (within >= paths) break;
      samples.push(within);
    }
    blocks.push({ firstPath: plan.firstPath + first, paths, samples });
  }
  return blocks;
}

/**
 * The inputs of a program that are the same for all blocks of a sweep point.
 *
 * @param binnings one a logged time and series or sum of series, time by time; none for those of a pilot.
 * @param units of the series that are added up; 1 if not given.
 */
export function pointInputs(
  { times, series, sums, units: measured, parameters: names }: TensorFlowProgram,
  plan: Plan,
  parameters: ReadonlyMap<string, number>,
  binnings: readonly Binning[],
  units: Units = new Map(),
): Tensors {
  const values = names.map((name) => parameters.get(name) ?? Number.NaN);
  const rows = series.length + sums.length;
  const none: Binning = { shift: 0, bins: { low: 0, width: 1, count: plan.bins } };
  const table = Array.from({ length: times * rows }, (_, i) => binnings[i] ?? none);
  const bins = table.flatMap((binning, i) =>
    i % rows < series.length ? [binning.bins.low, binning.bins.width] : [],
  );
  return {
    ...(names.length > 0 && { parameters: doubles([names.length], values) }),
    ...(measured.length > 0 && {
      units: doubles(
        [times, measured.length],
        Array.from({ length: times }, (_, k) =>
          measured.map((of) => units.get(of)?.[k] ?? 1),
        ).flat(),
      ),
    }),
    seed: words([1, 2], BigUint64Array.of(plan.seed)),
    bins: doubles([times, series.length, 2], bins),
    shifts: doubles(
      [times, rows],
      table.map(({ shift }) => shift),
    ),
  };
}

/** The inputs that say which paths each lane runs; where there are fewer blocks, the rest run a path for nobody. */
export function blockInputs(blocks: readonly Block[], lanes: number): Tensors {
  const nobody: Block = { firstPath: 0, paths: 1, samples: [] };
  const inputs = Array.from({ length: lanes }, (_, lane) => {
    const { firstPath, paths, samples } = blocks[lane] ?? nobody;
    return {
      [inLane("first_path", lane)]: words([2], BigUint64Array.of(BigInt(firstPath))),
      [inLane("paths", lane)]: integers([], [paths]),
      [inLane("samples", lane)]: integers([samples.length], samples),
    };
  });
  return Object.assign({}, ...inputs);
}

// TensorFlow.js has tensors of 32-bit types alone: wider numbers go as two int32 words, the lower first.

function doubles(shape: readonly number[], values: readonly number[]): TensorValue {
  return words([...shape, 2], Float64Array.from(values));
}

function words(shape: readonly number[], { buffer }: Float64Array | BigUint64Array): TensorValue {
  return { dtype: "int32", shape, values: new Int32Array(buffer) };
}

function integers(shape: readonly number[], values: readonly number[]): TensorValue {
  return { dtype: "int32", shape, values: Int32Array.from(values) };
}
