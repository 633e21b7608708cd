import type { DType, GraphDef, TensorFlowDataType } from "@driftgraph/core";

/** A tensor that a program takes or gives. */
export interface TensorSpec {
  /** Its name in the signature. */
  readonly name: string;
  /** The op whose first output it is. */
  readonly op: string;
  readonly dtype: TensorFlowDataType;
  /** Sizes of its axes; -1 where it depends on the inputs. */
  readonly shape: readonly number[];
}

/**
 * What a program's tensors look like from outside: `words` for callers that only have 32-bit ones, such
 * as TensorFlow.js: each double or 64-bit integer is two int32, in a last axis of 2; `native` for all
 * others.
 */
export type Interface = "native" | "words";

/** What an input or output is called that each lane has one of. */
export function inLane(name: string, lane: number): string {
  return lane === 0 ? name : `${name}_${lane}`;
}

/** A simulation as a TensorFlow graph that runs a block of paths in each lane a call, with its signature. */
export interface TensorFlowProgram {
  readonly graph: GraphDef;
  readonly inputs: readonly TensorSpec[];
  /** What a block's paths came to, [times, …]: see the README. */
  readonly outputs: readonly TensorSpec[];
  /** Names of inputs that may be left out: they have a default. */
  readonly optional: readonly string[];
  readonly interface: Interface;
  /** Blocks that one call runs side by side: TensorFlow spreads a single one over little more than a core. */
  readonly lanes: number;
  readonly dtype: DType;
  /** Names of the parameters, in the order of the input `parameters` of a `words` program. */
  readonly parameters: readonly string[];
  /** Species and observables, in the order of the outputs' rows. */
  readonly series: readonly string[];
  /** Sums of series, of which there are moments after those of the series: what covariances are made of. */
  readonly sums: readonly string[];
  /** The series whose units sums are made with, in the order of the input. */
  readonly units: readonly string[];
  /** Species whose positivity policy is counted, in the order of the output `counts`. */
  readonly violations: readonly string[];
  /** Events that are watched, in the order of the output `events`. */
  readonly events: readonly string[];
  /** Logged times, the initial one included. */
  readonly times: number;
  readonly bins: number;
}
