import type { DType } from "@driftgraph/core";
import type { DataType, GraphDef } from "@driftgraph/eventlog";

/** A tensor that a program takes or gives. */
export interface TensorSpec {
  /** Its name in the signature. */
  readonly name: string;
  /** The op whose first output it is. */
  readonly op: string;
  readonly dtype: DataType;
  /** Sizes of its axes; -1 where it depends on the inputs. */
  readonly shape: readonly number[];
}

/**
 * What a program's tensors look like from outside: `words` for callers that only have 32-bit ones, such
 * as TensorFlow.js: each double or 64-bit integer is two int32, in a last axis of 2; `native` for all
 * others.
 */
export type Interface = "native" | "words";

/** A simulation as a TensorFlow graph that runs one block of paths a call, with its signature. */
export interface TensorFlowProgram {
  readonly graph: GraphDef;
  readonly inputs: readonly TensorSpec[];
  readonly outputs: readonly TensorSpec[];
  readonly interface: Interface;
  readonly dtype: DType;
  /** Names of the parameters, in the order of the input `parameters` of a `words` program. */
  readonly parameters: readonly string[];
  /** Species and observables, in the order of the outputs' rows. */
  readonly series: readonly string[];
  /** Species whose positivity policy is counted, in the order of the output `violations`. */
  readonly violations: readonly string[];
  /** Logged times, the initial one included. */
  readonly times: number;
  readonly bins: number;
  /** A good number of paths for one block, a multiple of 256: what keeps a step's tensors in cache. */
  readonly pathsPerBlock: number;
}
