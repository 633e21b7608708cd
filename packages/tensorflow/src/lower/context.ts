import type { DType, Stream } from "@driftgraph/core";
import type { TensorRef } from "./region.ts";

/** The settings of a run that are part of its program. */
export interface ProgramShape {
  readonly dtype: DType;
  readonly steps: number;
  readonly dt: number;
  /** Steps from one logged time to the next; divides `steps`. */
  readonly every: number;
  readonly bins: number;
  /** Whether values that aren't finite are left out of the summaries. */
  readonly leavesOut: boolean;
}

/** What a block of paths is told, as values of the graph: the inputs of all that is lowered. */
export interface BlockValues {
  /** DT_DOUBLE scalars by parameter. */
  readonly parameters: ReadonlyMap<string, TensorRef>;
  /** DT_DOUBLE [times] by the series whose units they are. */
  readonly units: ReadonlyMap<string, TensorRef>;
  /** DT_DOUBLE scalars in place of constant initial values, by which of the scan's carried values begins so. */
  readonly initial: ReadonlyMap<number, TensorRef>;
  /** The steps' normals where they are given, [steps, channels, paths]; none where they are drawn. */
  readonly normals: ReadonlyMap<Stream, TensorRef>;
  /** uint64 [1]: the Philox key. */
  readonly key: TensorRef;
  /** uint64 scalar: the counter's lower half at the first path. */
  readonly firstPath: TensorRef;
  /** int32 scalar. */
  readonly paths: TensorRef;
  /** int32 [samples]: which of the block's paths are kept. */
  readonly samples: TensorRef;
  /** How values are binned at each logged time. */
  readonly binning: BinningValues;
}

/**
 * Tables of a shift for sums, [times, series and sums, 1], and of a histogram's slots:
 * floor(x·inverse) − offset, [times, series, 1]; all of the run's float type.
 */
export interface BinningValues {
  readonly shift: TensorRef;
  readonly inverse: TensorRef;
  readonly offset: TensorRef;
}
