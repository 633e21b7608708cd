import { MalformedMessageError } from "../errors.ts";
import { eventCodec } from "../protobuf/codec.ts";
import { fromWireInt64 } from "../protobuf/int64.ts";
import type { EventMessage, SummaryValueMessage } from "../protobuf/messages.ts";
import { decodeHisto } from "../summary/histogram-proto.ts";
import { decodeTensor } from "../tensor/tensor-proto.ts";
import type { EventContent, LogEvent, SummaryData, SummaryValue } from "./event.ts";

const DATA_CLASSES = [undefined, "scalar", "tensor", "blob-sequence"] as const;

/**
 * The event that a record's payload holds.
 *
 * @throws MalformedMessageError when it is no Event, or its step is beyond ±2^53
 */
export function decodeEvent(payload: Uint8Array): LogEvent {
  const message = eventCodec.decode(payload);
  const step = fromWireInt64(message.step);
  if (typeof step === "bigint") throw new MalformedMessageError(`the step ${step} is beyond 2^53`);
  return { wallTime: message.wallTime ?? 0, step, ...decodeContent(message) };
}

// Of a oneof protobufjs sets only the field that was there; the others are zeros of the prototype.
function decodeContent(message: EventMessage): EventContent {
  const has = (field: keyof EventMessage) => Object.hasOwn(message, field);
  if (message.summary) {
    return { kind: "summary", values: (message.summary.value ?? []).map(decodeValue) };
  }
  if (has("fileVersion")) return { kind: "file-version", version: message.fileVersion ?? "" };
  if (has("graphDef") && message.graphDef) return { kind: "graph", graphDef: message.graphDef };
  if (message.taggedRunMetadata) {
    const { tag, runMetadata } = message.taggedRunMetadata;
    return { kind: "run-metadata", tag: tag ?? "", runMetadata: runMetadata ?? new Uint8Array() };
  }
  if (has("metaGraphDef") && message.metaGraphDef) {
    return { kind: "meta-graph", metaGraphDef: message.metaGraphDef };
  }
  if (message.logMessage) {
    const { level, message: text } = message.logMessage;
    return { kind: "log-message", level: level ?? 0, message: text ?? "" };
  }
  if (message.sessionLog) {
    const { status, msg } = message.sessionLog;
    return { kind: "session-log", status: status ?? 0, message: msg ?? "" };
  }
  return { kind: "none" };
}

function decodeValue(message: SummaryValueMessage): SummaryValue {
  const { pluginData, displayName, summaryDescription, dataClass } = message.metadata ?? {};
  const name = pluginData?.pluginName;
  const content = pluginData?.content;
  const kind = DATA_CLASSES[dataClass ?? 0];
  return {
    tag: message.tag || (message.nodeName ?? ""),
    data: decodeData(message),
    ...(name && { plugin: { name, ...(content?.length && { content }) } }),
    ...(displayName && { displayName }),
    ...(summaryDescription && { description: summaryDescription }),
    ...(kind && { dataClass: kind }),
  };
}

function decodeData(message: SummaryValueMessage): SummaryData {
  if (message.tensor) return { kind: "tensor", tensor: decodeTensor(message.tensor) };
  if (message.histo) return { kind: "histogram", histo: decodeHisto(message.histo) };
  if (Object.hasOwn(message, "simpleValue")) {
    return { kind: "scalar", value: message.simpleValue ?? 0 };
  }
  if (message.image) {
    const { width, height, encodedImageString } = message.image;
    const encoded = encodedImageString ?? new Uint8Array();
    return { kind: "image", width: width ?? 0, height: height ?? 0, encoded };
  }
  if (message.audio) {
    const { contentType, encodedAudioString } = message.audio;
    const encoded = encodedAudioString ?? new Uint8Array();
    return { kind: "audio", contentType: contentType ?? "", encoded };
  }
  return { kind: "none" };
}
