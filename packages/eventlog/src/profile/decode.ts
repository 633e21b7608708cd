import { decodeGraphMessage } from "../graph/graph-def.ts";
import { runMetadataCodec } from "../protobuf/codec.ts";
import { approximateInt64, type WireInt64 } from "../protobuf/int64.ts";
import type {
  DeviceStepStatsMessage,
  NodeExecStatsMessage,
  RunMetadataMessage,
} from "../protobuf/messages.ts";
import { dataTypeName } from "../tensor/data-type.ts";
import { decodeShape } from "../tensor/shape.ts";
import type {
  DeviceProfile,
  FunctionGraphs,
  NodeExecution,
  NodeMemory,
  NodeOutput,
  RunMetadata,
} from "./run-metadata.ts";

type Item<List> = NonNullable<List> extends readonly (infer Element)[] ? Element : never;

/**
 * The profile that a RunMetadata's bytes hold.
 *
 * @throws MalformedMessageError when they are no RunMetadata
 */
export function decodeRunMetadata(bytes: Uint8Array): RunMetadata {
  const message = runMetadataCodec.decode(bytes);
  return {
    devices: (message.stepStats?.devStats ?? []).map(decodeDevice),
    partitionGraphs: (message.partitionGraphs ?? []).map(decodeGraphMessage),
    functionGraphs: (message.functionGraphs ?? []).map(decodeFunctionGraphs),
  };
}

function decodeFunctionGraphs(message: Item<RunMetadataMessage["functionGraphs"]>): FunctionGraphs {
  const { preOptimizationGraph: before, postOptimizationGraph: after } = message;
  return {
    partitions: (message.partitionGraphs ?? []).map(decodeGraphMessage),
    ...(before && { preOptimization: decodeGraphMessage(before) }),
    ...(after && { postOptimization: decodeGraphMessage(after) }),
  };
}

function decodeDevice(message: DeviceStepStatsMessage): DeviceProfile {
  const threadNames = { ...message.threadNames };
  return {
    device: message.device ?? "",
    nodes: (message.nodeStats ?? []).map(decodeNodeExecution),
    ...(Object.keys(threadNames).length > 0 && { threadNames }),
  };
}

function decodeNodeExecution(message: NodeExecStatsMessage): NodeExecution {
  return {
    name: message.nodeName ?? "",
    startMicros: micros(message.allStartMicros, message.allStartNanos),
    durationMicros: micros(message.allEndRelMicros, message.allEndRelNanos),
    opEndMicros: micros(message.opEndRelMicros, message.opEndRelNanos),
    memory: (message.memory ?? []).map(decodeMemory),
    outputs: (message.output ?? []).map(decodeOutput),
    ...(message.timelineLabel && { label: message.timelineLabel }),
    ...(message.threadId && { thread: message.threadId }),
  };
}

// The finer field counts only where it agrees with the coarse one, which TensorBoard goes by.
function micros(coarse: WireInt64 | null | undefined, fine: WireInt64 | null | undefined): number {
  const whole = approximateInt64(coarse);
  const exact = approximateInt64(fine) / 1000;
  return exact > 0 && Math.abs(exact - whole) <= 1 ? exact : whole;
}

function decodeMemory(message: Item<NodeExecStatsMessage["memory"]>): NodeMemory {
  const [peakBytes, liveBytes] = [
    approximateInt64(message.peakBytes),
    approximateInt64(message.liveBytes),
  ];
  return {
    allocator: message.allocatorName ?? "",
    totalBytes: approximateInt64(message.totalBytes),
    ...(peakBytes !== 0 && { peakBytes }),
    ...(liveBytes !== 0 && { liveBytes }),
  };
}

function decodeOutput(message: Item<NodeExecStatsMessage["output"]>): NodeOutput {
  const description = message.tensorDescription;
  const allocation = description?.allocationDescription;
  return {
    slot: message.slot ?? 0,
    dtype: dataTypeName(description?.dtype),
    shape: description?.shape ? decodeShape(description.shape) : undefined,
    ...(allocation && { bytes: approximateInt64(allocation.requestedBytes) }),
  };
}
