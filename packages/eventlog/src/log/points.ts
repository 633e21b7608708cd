import type { GraphDef } from "../graph/graph.ts";
import type { RunMetadata } from "../profile/run-metadata.ts";
import type { Buckets } from "../summary/buckets.ts";
import type { Tensor } from "../tensor/tensor.ts";

/** Scalars of one tag as columns of equal length; wall times in seconds since 1970. */
export interface Scalars {
  readonly steps: Float64Array;
  readonly wallTimes: Float64Array;
  readonly values: Float64Array;
}

interface Point {
  readonly step: number;
  /** Seconds since 1970. */
  readonly wallTime: number;
}

export interface HistogramPoint extends Point {
  readonly buckets: Buckets;
}

export interface TensorPoint extends Point {
  readonly tensor: Tensor;
}

export interface TextPoint extends Point {
  /** One text, or the elements of a tensor of texts in row-major order. */
  readonly texts: readonly string[];
}

export interface ImagePoint extends Point {
  readonly width: number;
  readonly height: number;
  /** PNG, JPEG or GIF. */
  readonly encoded: Uint8Array;
}

/** A tag of a run. */
export interface TagInfo {
  readonly tag: string;
  /** "" when the log doesn't say. */
  readonly plugin: string;
  readonly points: number;
}

/** A graph of a run; `read` fetches and decodes it. */
export interface GraphEntry {
  /** `undefined` for the run's own graph. */
  readonly tag: string | undefined;
  /** The plugin of a tagged one, e.g. `graph_run_metadata_graph`. */
  readonly plugin: string | undefined;
  readonly step: number;
  /** @throws MalformedMessageError when it is no graph; SourceError when it can't be fetched */
  read(): Promise<GraphDef>;
}

/** A profile of a run; `read` fetches and decodes it. */
export interface ProfileEntry {
  readonly tag: string;
  readonly step: number;
  /** @throws MalformedMessageError when it is no RunMetadata; SourceError when it can't be fetched */
  read(): Promise<RunMetadata>;
}
