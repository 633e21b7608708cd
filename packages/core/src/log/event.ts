import type { GraphDef } from "../tensorflow-graph/graph-def.ts";

/** A tensor of numbers or of strings (as UTF-8 bytes), in row-major order; `[]` is a scalar. */
export type Tensor =
  | { readonly dtype: "DT_FLOAT"; readonly shape: readonly number[]; readonly values: Float32Array }
  | {
      readonly dtype: "DT_DOUBLE";
      readonly shape: readonly number[];
      readonly values: Float64Array;
    }
  | {
      readonly dtype: "DT_STRING";
      readonly shape: readonly number[];
      readonly values: readonly Uint8Array[];
    };

/** One tagged value; what says how to show a tag need only stand in the first value of the tag. */
export interface SummaryValue {
  readonly tag: string;
  readonly data:
    | { readonly kind: "scalar"; readonly value: number }
    | { readonly kind: "tensor"; readonly tensor: Tensor };
  /** The plugin that the tag belongs to, and what the plugin needs to know of it. */
  readonly plugin?: { readonly name: string; readonly content?: Uint8Array };
  readonly displayName?: string;
  /** Markdown, shown beside the chart. */
  readonly description?: string;
  readonly dataClass?: "scalar" | "tensor";
}

/** What one node of the graph took: its time, and what it put out. */
export interface NodeTiming {
  /** The node's name in the graph. */
  readonly name: string;
  readonly nanos: number;
  /** Bytes of its outputs. */
  readonly bytes: number;
  /** TensorBoard stops colouring a graph at the first output without a shape. */
  readonly outputs: readonly {
    readonly dtype: "DT_FLOAT" | "DT_DOUBLE" | "DT_BOOL";
    readonly shape: readonly number[];
  }[];
  readonly label?: string;
}

/** A value of a hyperparameter. */
export type HParam = number | string | boolean;

/** What an event of a run holds. */
export type RunEventContent =
  /** The run's graph. */
  | { readonly kind: "graph"; readonly graph: GraphDef }
  /** A further graph, of the plugin `graph_run_metadata_graph`. */
  | { readonly kind: "tagged-graph"; readonly tag: string; readonly graph: GraphDef }
  /** What each node took, over the run's graph; nodes of one scope follow each other. */
  | {
      readonly kind: "run-metadata";
      readonly tag: string;
      readonly nodes: readonly NodeTiming[];
      /** When the first node began, in microseconds since 1970. */
      readonly startMicros: number;
    }
  | { readonly kind: "summary"; readonly values: readonly SummaryValue[] }
  | {
      readonly kind: "session-start";
      readonly hparams: Readonly<Record<string, HParam>>;
      /** Seconds since 1970. */
      readonly startTime: number;
    }
  | {
      readonly kind: "session-end";
      readonly status: "success" | "failure" | "unknown";
      readonly endTime: number;
    };

/** An event of a run, as plain data; `wallTime` is in seconds since 1970, `step` counts time steps. */
export type RunEvent = RunEventContent & { readonly wallTime: number; readonly step: number };

/**
 * Where a run's events go: the core doesn't know how they are encoded or stored.
 *
 * Events may be given before earlier ones are written; a sink keeps their order.
 */
export interface EventSink {
  write(event: RunEvent): void | Promise<void>;
  /** Resolves when all that was written is safe. */
  flush(): void | Promise<void>;
  /** The sink of a sub-run, such as a point of a sweep. */
  child(name: string): EventSink;
}
