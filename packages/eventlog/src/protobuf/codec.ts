import { MalformedMessageError } from "../errors.ts";
import { tensorflow } from "../generated/messages.js";
import { MessageWriter } from "./message-writer.ts";
import type {
  EventMessage,
  GraphDefMessage,
  HParamsPluginDataMessage,
  RunMetadataMessage,
} from "./messages.ts";
import { keepWholeIntegers } from "./wire-long.ts";

keepWholeIntegers();

/** Turns messages of one type into bytes and back. */
export interface Codec<Message> {
  encode(message: Message): Uint8Array;
  /** @throws MalformedMessageError when the bytes are no such message */
  decode(bytes: Uint8Array): Message;
}

type MessageType<Message> = {
  encode(message: Message, writer: MessageWriter): { finish(): Uint8Array };
  decode(bytes: Uint8Array): Message;
};

export const eventCodec: Codec<EventMessage> = codec("an Event", tensorflow.Event);
export const graphDefCodec: Codec<GraphDefMessage> = codec("a GraphDef", tensorflow.GraphDef);
export const runMetadataCodec: Codec<RunMetadataMessage> = codec(
  "a RunMetadata",
  tensorflow.RunMetadata,
);
export const hparamsCodec: Codec<HParamsPluginDataMessage> = codec(
  "HParamsPluginData",
  tensorflow.HParamsPluginData,
);

function codec<Message>(what: string, type: MessageType<Message>): Codec<Message> {
  return {
    encode: (message) => plainBytes(type.encode(message, new MessageWriter()).finish()),
    decode(bytes) {
      try {
        return type.decode(plainBytes(bytes));
      } catch (cause) {
        const reason = cause instanceof Error ? cause.message : String(cause);
        throw new MalformedMessageError(`not ${what}: ${reason}`, { cause });
      }
    },
  };
}

// In Node protobufjs makes a Buffer where it can; this package gives the same type everywhere.
function plainBytes(bytes: Uint8Array): Uint8Array {
  if (bytes.constructor === Uint8Array) return bytes;
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
