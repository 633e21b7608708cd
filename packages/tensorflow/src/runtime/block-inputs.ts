import { type Binning, type Plan, sampleStride } from "@driftgraph/core";
import type { TensorFlowProgram } from "../lower/program.ts";
import type { Tensors, TensorValue } from "./messages.ts";

/** Some paths of a run, which one call of the graph runs. */
export interface Block {
  /** Absolute index of the first. */
  readonly firstPath: number;
  readonly paths: number;
  /** Indices within the block of the paths that are kept as samples. */
  readonly samples: readonly number[];
}

/** Path-steps of a block: a second or so, so that progress is seen to be made. */
const WORK = 2 ** 25;
/** Bytes of a block's trajectories. */
const TRAJECTORY_BYTES = 2 ** 26;
/** Blocks below this are dearer by the path: each op has a cost of its own. */
const LEAST_PATHS = 2 ** 14;
const UNIT = 256;

/**
 * Paths of each block, all blocks alike: as many as the program runs well, unless steps are so many that
 * a block would take long, or its trajectories much memory. It depends on the plan alone, so that sums
 * of a block's values are the same in every run.
 */
export function pathsPerBlock(
  { pathsPerBlock: most, series }: TensorFlowProgram,
  plan: Plan,
): number {
  const { paths, steps, every, dtype, trajectories } = plan;
  const bytes = (steps / every + 1) * series.length * (dtype === "float32" ? 4 : 8);
  const limits = [
    Math.max(LEAST_PATHS, WORK / steps),
    trajectories ? TRAJECTORY_BYTES / bytes : Number.POSITIVE_INFINITY,
  ];
  const limit = Math.max(UNIT, Math.min(most, ...limits));
  return Math.ceil(paths / Math.ceil(paths / limit) / UNIT) * UNIT;
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

/** The inputs of a program that are the same for all blocks of a sweep point. */
export function pointInputs(
  { times, series, parameters: names }: TensorFlowProgram,
  plan: Plan,
  parameters: ReadonlyMap<string, number>,
  binnings: readonly Binning[],
): Tensors {
  const values = names.map((name) => parameters.get(name) ?? Number.NaN);
  const none: Binning = { shift: 0, bins: { low: 0, width: 1, count: plan.bins } };
  const table = Array.from({ length: times * series.length }, (_, i) => {
    const { shift, bins } = binnings[i] ?? none;
    return [shift, bins.low, bins.width];
  });
  return {
    ...(names.length > 0 && { parameters: doubles([names.length], values) }),
    seed: words([1, 2], BigUint64Array.of(plan.seed)),
    binning: doubles([times, series.length, 3], table.flat()),
  };
}

/** The inputs that say which paths to run. */
export function blockInputs({ firstPath, paths, samples }: Block): Tensors {
  return {
    first_path: words([2], BigUint64Array.of(BigInt(firstPath))),
    paths: integers([], [paths]),
    samples: integers([samples.length], samples),
  };
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
