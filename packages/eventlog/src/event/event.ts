import type { Histo } from "../summary/histogram-proto.ts";
import type { Tensor } from "../tensor/tensor.ts";

/** The plugin that a tag belongs to, and what the plugin needs to know of it. */
export interface PluginData {
  readonly name: string;
  readonly content?: Uint8Array;
}

/** What a summary value holds. */
export type SummaryData =
  | { readonly kind: "scalar"; readonly value: number }
  | { readonly kind: "histogram"; readonly histo: Histo }
  | { readonly kind: "tensor"; readonly tensor: Tensor }
  | {
      readonly kind: "image";
      readonly width: number;
      readonly height: number;
      readonly encoded: Uint8Array;
    }
  | { readonly kind: "audio"; readonly contentType: string; readonly encoded: Uint8Array }
  | { readonly kind: "none" };

/** One tagged value of a summary. Only the first of a tag need carry `plugin`. */
export interface SummaryValue {
  readonly tag: string;
  readonly data: SummaryData;
  readonly plugin?: PluginData;
  readonly displayName?: string;
  readonly description?: string;
  /** TensorBoard's data class: how its data server stores the tag. */
  readonly dataClass?: "scalar" | "tensor" | "blob-sequence";
}

/** What an event holds. Graphs and run metadata stay bytes until somebody wants them. */
export type EventContent =
  | { readonly kind: "file-version"; readonly version: string }
  | { readonly kind: "graph"; readonly graphDef: Uint8Array }
  | { readonly kind: "summary"; readonly values: readonly SummaryValue[] }
  | { readonly kind: "run-metadata"; readonly tag: string; readonly runMetadata: Uint8Array }
  | { readonly kind: "meta-graph"; readonly metaGraphDef: Uint8Array }
  | { readonly kind: "log-message"; readonly level: number; readonly message: string }
  | { readonly kind: "session-log"; readonly status: number; readonly message: string }
  | { readonly kind: "none" };

/** One event of a log. `wallTime` is in seconds since 1970. */
export type LogEvent = EventContent & { readonly wallTime: number; readonly step: number };

/** The first event of every file says this. */
export const FILE_VERSION = "brain.Event:2";
