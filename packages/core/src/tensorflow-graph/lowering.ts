import type { Node } from "../graph/node.ts";
import type { Axis, Shape } from "../graph/shape.ts";
import type { GraphBuilder, TensorRef } from "./builder.ts";
import type { DataType, TensorShape } from "./graph-def.ts";

/** Sizes and settings of the run that a graph is written for. */
export interface RunShape {
  readonly paths: number;
  readonly steps: number;
  readonly dt: number;
  readonly dtype: "float32" | "float64";
  /** Steps from one logged time to the next; 1 if not given. */
  readonly every?: number;
  /** 0 if not given. */
  readonly seed?: number | bigint;
  /** Number of histogram bins; 128 if not given. */
  readonly bins?: number;
  /** Number of sample paths; 100 if not given, or all if there are fewer. */
  readonly samplePaths?: number;
}

/** What the lowering of each op works with. */
export interface Lowering {
  readonly builder: GraphBuilder;
  readonly dtype: DataType;
  readonly run: Required<RunShape>;
  /** The op in which a node's value is found. */
  readonly values: Map<Node, TensorRef>;
  /** In a loop's body: the counter of random numbers of this step, and of the start outside. */
  counter: (() => TensorRef) | undefined;
  /** In the loop over a step's parts: the counter of random numbers of this part. */
  treeCounter: (() => TensorRef) | undefined;
}

/** Number of values in `moments`: count, mean, variance, minimum, maximum. */
export const MOMENTS = 5;

/** Number of values in `occurrences`: holding, reached, begun, steps until reached. */
export const OCCURRENCES = 4;

/** The sizes of a shape's axes in a run. */
export function sizesOf(shape: Shape, run: Required<RunShape>): TensorShape {
  const sizes: { readonly [A in Axis]: number } = {
    paths: run.paths,
    steps: run.steps,
    times: run.steps / run.every + 1,
    bins: run.bins,
    samples: run.samplePaths,
    moments: MOMENTS,
    occurrences: OCCURRENCES,
  };
  return shape.map((axis) => sizes[axis]);
}

/** The op in which an input's value is found. */
export function tensorOf(lowering: Lowering, node: Node | undefined): TensorRef {
  const found = node && lowering.values.get(node);
  if (!found) throw new Error(`${node?.op ?? "nothing"} was not lowered before its use`);
  return found;
}
