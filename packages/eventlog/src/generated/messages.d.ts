// Types of the module that protobufjs generates beside this file (scripts/generate.mjs): what we use of it.
import type { MessageWriter } from "../protobuf/message-writer.ts";
import type {
  EventMessage,
  GraphDefMessage,
  HParamsPluginDataMessage,
  RunMetadataMessage,
} from "../protobuf/messages.ts";

interface MessageType<Message> {
  encode(message: Message, writer: MessageWriter): { finish(): Uint8Array };
  decode(bytes: Uint8Array): Message;
}

export const tensorflow: {
  readonly Event: MessageType<EventMessage>;
  readonly GraphDef: MessageType<GraphDefMessage>;
  readonly RunMetadata: MessageType<RunMetadataMessage>;
  readonly HParamsPluginData: MessageType<HParamsPluginDataMessage>;
};
