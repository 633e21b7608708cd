import { InvalidEventError } from "../errors.ts";
import type { GraphDef } from "../graph/graph.ts";
import { encodeGraphMessage } from "../graph/graph-def.ts";
import { runMetadataCodec } from "../protobuf/codec.ts";
import type { NodeExecStatsMessage } from "../protobuf/messages.ts";
import { type DataType, dataTypeNumber } from "../tensor/data-type.ts";
import { encodeShape, type Shape } from "../tensor/shape.ts";
import { DEVICE_PATTERN, LOCAL_CPU } from "./run-metadata.ts";

/** What one node of a graph took: its time, and the tensors that it put out. */
export interface NodeTiming {
  /** The node's name in the graph. */
  readonly name: string;
  /** The node's own time in nanoseconds. */
  readonly nanos: number;
  /** Bytes held by the node's outputs and scratch; TensorBoard's "memory". */
  readonly bytes?: number;
  readonly outputs?: readonly { readonly dtype: DataType; readonly shape: Shape }[];
  /** Shown in timelines; says e.g. that the time is an estimate. */
  readonly label?: string;
}

export interface Profile {
  readonly nodes: readonly NodeTiming[];
  /** Must end in `/device:TYPE:NUMBER`; by default the local CPU. */
  readonly device?: string;
  /** When the first node began, in microseconds since 1970. */
  readonly startMicros?: number;
}

/**
 * A profile as the bytes of a RunMetadata that TensorBoard draws.
 *
 * The nodes are laid end to end in the given order, since TensorBoard takes a group's time as the span from
 * its first start to its last end: so nodes of one scope should follow each other. Microseconds are
 * all it reads, and it takes 0 for "not run": the running sum is rounded, so that totals stay true, and
 * each node gets at least 1 µs; the exact durations go into the `*_nanos` fields.
 *
 * @throws InvalidEventError for a device that TensorBoard would ignore or a time that is negative or not finite
 */
export function encodeProfile({ nodes, device = LOCAL_CPU, startMicros = 0 }: Profile): Uint8Array {
  if (!DEVICE_PATTERN.test(device)) {
    throw new InvalidEventError(
      `device "${device}" must end in /device:TYPE:NUMBER, as in ${LOCAL_CPU}`,
    );
  }
  let nanos = 0;
  let end = 0;
  const nodeStats = nodes.map((node) => {
    checkTiming(node);
    const start = end;
    nanos += node.nanos;
    end = Math.max(Math.round(nanos / 1000), start + 1);
    return executionOf(node, Math.round(startMicros) + start, end - start);
  });
  return runMetadataCodec.encode({ stepStats: { devStats: [{ device, nodeStats }] } });
}

/** A graph alone as the bytes of a RunMetadata, for TensorBoard's plugin `graph_run_metadata_graph`. */
export function encodeFunctionGraph(graph: GraphDef): Uint8Array {
  return runMetadataCodec.encode({
    functionGraphs: [{ preOptimizationGraph: encodeGraphMessage(graph) }],
  });
}

function executionOf(node: NodeTiming, start: number, micros: number): NodeExecStatsMessage {
  const nanos = Math.round(node.nanos);
  return {
    nodeName: node.name,
    allStartMicros: start,
    opStartRelMicros: 0,
    opEndRelMicros: micros,
    allEndRelMicros: micros,
    opEndRelNanos: nanos,
    allEndRelNanos: nanos,
    timelineLabel: node.label ?? node.name,
    memory:
      node.bytes === undefined
        ? []
        : [{ allocatorName: "cpu", totalBytes: Math.round(node.bytes) }],
    output: (node.outputs ?? []).map(({ dtype, shape }, slot) => ({
      slot,
      tensorDescription: { dtype: dataTypeNumber(dtype), shape: encodeShape(shape) },
    })),
  };
}

function checkTiming({ name, nanos, bytes = 0 }: NodeTiming): void {
  if (nanos >= 0 && bytes >= 0 && Number.isFinite(nanos + bytes)) return;
  throw new InvalidEventError(`node "${name}" can't take ${nanos} ns and ${bytes} bytes`);
}
