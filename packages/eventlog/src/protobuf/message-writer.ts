import protobuf from "protobufjs/minimal.js";

const UTF8 = new TextEncoder();
/** Longer texts hardly come twice. */
const LONGEST = 128;
const MOST = 4096;

/** The bytes of texts that were written, by the text; emptied when it is full. */
const known = new Map<string, Uint8Array>();

/** Writes one message. Texts that come again and again, as tags and names of ops do, are encoded once. */
export class MessageWriter extends protobuf.Writer {
  override string(text: string): protobuf.Writer {
    return this.bytes(known.get(text) ?? encoded(text));
  }
}

function encoded(text: string): Uint8Array {
  const bytes = UTF8.encode(text);
  if (text.length > LONGEST) return bytes;
  if (known.size >= MOST) known.clear();
  known.set(text, bytes);
  return bytes;
}
