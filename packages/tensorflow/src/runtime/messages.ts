/** A tensor between the processes: of a type that TensorFlow.js has. */
export interface TensorValue {
  readonly dtype: "float32" | "int32" | "bool";
  readonly shape: readonly number[];
  readonly values: Float32Array | Int32Array | Uint8Array;
}

/** Tensors by their names in a signature. */
export type Tensors = Readonly<Record<string, TensorValue>>;

/** An output that is too large for a pipe: its bytes are written to the exchange file. */
export interface StoredOutput {
  readonly name: string;
  /** Where its first byte goes. */
  readonly position: number;
}

/** An attribute of an op that is run by itself. */
export type OpAttribute =
  | { readonly name: string; readonly kind: "type"; readonly value: number }
  | { readonly name: string; readonly kind: "int"; readonly value: number }
  | { readonly name: string; readonly kind: "bool"; readonly value: boolean };

/** An input of an op that is run by itself: of any type that the graph has. */
export interface OpInput {
  readonly dtype: TensorValue["dtype"] | "float64";
  readonly shape: readonly number[];
  readonly values: TensorValue["values"] | Float64Array;
}

/** An op to be timed by itself, on inputs made for it. */
export interface OpJob {
  readonly op: string;
  readonly attributes: readonly OpAttribute[];
  readonly inputs: readonly OpInput[];
}

/** What the process of TensorFlow is asked; it answers in order. */
export type Request =
  | { readonly kind: "load"; readonly installation: string; readonly savedModel: string }
  /** Opens a file for stored outputs, in place of an earlier one. */
  | { readonly kind: "exchange"; readonly file: string }
  | {
      readonly kind: "run";
      readonly inputs: Tensors;
      readonly outputs: readonly string[];
      readonly stored: readonly StoredOutput[];
    }
  | { readonly kind: "time"; readonly jobs: readonly OpJob[]; readonly budget: number };

/** What it answers. */
export type Response =
  | { readonly kind: "loaded" }
  | { readonly kind: "opened" }
  | { readonly kind: "ran"; readonly outputs: Tensors; readonly liveTensors: number }
  /** Microseconds of one call of each job, least of several rounds; null where it can't be run. */
  | { readonly kind: "timed"; readonly micros: readonly (number | null)[] }
  | { readonly kind: "failed"; readonly message: string };
