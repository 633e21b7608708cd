import { InvalidEventError } from "../errors.ts";
import { eventCodec } from "../protobuf/codec.ts";
import type { EventMessage, SummaryValueMessage } from "../protobuf/messages.ts";
import { encodeTensor } from "../tensor/tensor-proto.ts";
import type { LogEvent, SummaryData, SummaryValue } from "./event.ts";

const DATA_CLASSES = { scalar: 1, tensor: 2, "blob-sequence": 3 } as const;

/**
 * An event as the bytes of an Event.
 *
 * @throws InvalidEventError for a step that is no safe integer, or a wall time that isn't finite: TensorBoard
 *   refuses a file with one
 */
export function encodeEvent(event: LogEvent): Uint8Array {
  const { wallTime, step } = event;
  if (!Number.isFinite(wallTime)) throw new InvalidEventError(`the wall time is ${wallTime}`);
  if (!Number.isSafeInteger(step)) throw new InvalidEventError(`the step ${step} is no integer`);
  return eventCodec.encode({ wallTime, step, ...encodeContent(event) });
}

function encodeContent(event: LogEvent): EventMessage {
  switch (event.kind) {
    case "file-version":
      return { fileVersion: event.version };
    case "graph":
      return { graphDef: event.graphDef };
    case "summary":
      return { summary: { value: event.values.map(encodeValue) } };
    case "run-metadata":
      return { taggedRunMetadata: { tag: event.tag, runMetadata: event.runMetadata } };
    case "meta-graph":
      return { metaGraphDef: event.metaGraphDef };
    case "log-message":
      return { logMessage: { level: event.level, message: event.message } };
    case "session-log":
      return { sessionLog: { status: event.status, msg: event.message } };
    case "none":
      return {};
  }
}

function encodeValue(value: SummaryValue): SummaryValueMessage {
  return { tag: value.tag, metadata: encodeMetadata(value), ...encodeData(value.data) };
}

function encodeMetadata(value: SummaryValue): SummaryValueMessage["metadata"] {
  const { plugin, displayName, description, dataClass } = value;
  if (plugin === undefined && displayName === undefined && description === undefined)
    return undefined;
  return {
    pluginData: plugin && { pluginName: plugin.name, content: plugin.content },
    displayName,
    summaryDescription: description,
    dataClass: dataClass && DATA_CLASSES[dataClass],
  };
}

function encodeData(data: SummaryData): SummaryValueMessage {
  switch (data.kind) {
    case "scalar":
      return { simpleValue: data.value };
    case "histogram":
      return { histo: data.histo };
    case "tensor":
      return { tensor: encodeTensor(data.tensor) };
    case "image":
      return {
        // 4 channels: what an encoded picture without further word is decoded to.
        image: {
          width: data.width,
          height: data.height,
          colorspace: 4,
          encodedImageString: data.encoded,
        },
      };
    case "audio":
      return { audio: { contentType: data.contentType, encodedAudioString: data.encoded } };
    case "none":
      return {};
  }
}
