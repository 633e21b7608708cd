// Types of the module that protobufjs generates beside this file (scripts/generate.mjs): what we use of it.
import type { SavedModelMessage } from "../saved-model/messages.ts";

export const tensorflow: {
  readonly SavedModel: { encode(message: SavedModelMessage): { finish(): Uint8Array } };
};
