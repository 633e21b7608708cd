import { SourceError } from "../errors.ts";
import type { ByteSource } from "./byte-source.ts";

/** A Blob, such as a File that was dropped on a page. */
export function blobSource(blob: Blob): ByteSource {
  return {
    size: async () => blob.size,
    async read(offset, length) {
      try {
        return new Uint8Array(await blob.slice(offset, offset + length).arrayBuffer());
      } catch (cause) {
        throw new SourceError("the file can't be read: it was changed or is gone", { cause });
      }
    },
  };
}
