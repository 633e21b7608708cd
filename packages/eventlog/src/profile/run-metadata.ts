import type { GraphDef } from "../graph/graph.ts";
import type { DataType } from "../tensor/data-type.ts";
import type { Shape } from "../tensor/shape.ts";

/** A tensor that a node put out. */
export interface NodeOutput {
  readonly slot: number;
  readonly dtype: DataType;
  /** `undefined` when the record lacks it, which breaks all of TensorBoard's colouring. */
  readonly shape: Shape | undefined;
  readonly bytes?: number;
}

export interface NodeMemory {
  readonly allocator: string;
  readonly totalBytes: number;
  readonly peakBytes?: number;
  readonly liveBytes?: number;
}

/** One execution of a node. Times in microseconds, fractional where the record has nanoseconds. */
export interface NodeExecution {
  readonly name: string;
  readonly startMicros: number;
  /** `all_end_rel_micros`: from `startMicros` to the end, with scheduling; what TensorBoard draws. */
  readonly durationMicros: number;
  /** `op_end_rel_micros`: to the end of the op itself. */
  readonly opEndMicros: number;
  readonly memory: readonly NodeMemory[];
  readonly outputs: readonly NodeOutput[];
  readonly label?: string;
  readonly thread?: number;
}

export interface DeviceProfile {
  /** e.g. `/job:localhost/replica:0/task:0/device:CPU:0`. */
  readonly device: string;
  readonly nodes: readonly NodeExecution[];
  readonly threadNames?: { readonly [thread: string]: string };
}

/** The graphs of one function, before and after TensorFlow's own optimizer. */
export interface FunctionGraphs {
  readonly partitions: readonly GraphDef[];
  readonly preOptimization?: GraphDef;
  readonly postOptimization?: GraphDef;
}

/** A RunMetadata, read: what each node took, and the graphs that it carries. */
export interface RunMetadata {
  readonly devices: readonly DeviceProfile[];
  readonly partitionGraphs: readonly GraphDef[];
  readonly functionGraphs: readonly FunctionGraphs[];
}

/** TensorBoard takes a device's times only if its name ends like this. */
export const DEVICE_PATTERN = /\/device:([^:]+:[0-9]+)$/;

/** The device of a profile that says nothing else. */
export const LOCAL_CPU = "/job:localhost/replica:0/task:0/device:CPU:0";
