import { maskCrc } from "../crc32c/crc32c.ts";
import { FOOTER_BYTES, HEADER_BYTES, recordLength, uint32At } from "../framing/record.ts";
import type { ByteSource } from "../source/byte-source.ts";
import { PagedBytes } from "./paged-bytes.ts";
import { RangeChecksum } from "./range-checksum.ts";

/** Where the search for an intact record ended. */
export interface Resync {
  /** The first intact record from the start of the search on, if there is one. */
  readonly found?: number;
  /** Where to search on when the file has grown: nothing before can become an intact record. */
  readonly resume: number;
}

/** Checks records and searches for them in the neighbourhood of damage, in bounded memory and linear time. */
export class DamageProbe {
  readonly #bytes: PagedBytes;
  readonly #checksum: RangeChecksum;

  /** @param source a file of which nothing changes but that it grows; a new probe for each look at it */
  constructor(source: ByteSource) {
    this.#bytes = new PagedBytes(source);
    this.#checksum = new RangeChecksum(this.#bytes);
  }

  /** Whether the data of the record at `offset`, which states `length`, fits its checksum. */
  async isDataIntact(offset: number, length: number): Promise<boolean> {
    const start = offset + HEADER_BYTES;
    const checksum = await this.#checksum.of(start, start + length);
    if (checksum === undefined) return false;
    const footer = await this.#bytes.slice(start + length, FOOTER_BYTES);
    return footer.length === FOOTER_BYTES && uint32At(footer, 0) === maskCrc(checksum);
  }

  /** The first record in `[start, end)` whose two checksums hold. */
  async search(start: number, end: number, longest: number): Promise<Resync> {
    let resume: number | undefined;
    for (let at = start; at + HEADER_BYTES <= end; ) {
      const bytes = await this.#headersFrom(at);
      for (let i = 0; i + HEADER_BYTES <= bytes.length; i++) {
        if (!isPlausible(bytes, i)) continue;
        const length = recordLength(bytes, i);
        if (length === undefined || length > longest) continue;
        const offset = at + i;
        if (offset + HEADER_BYTES + length + FOOTER_BYTES > end) resume ??= offset;
        else if (await this.isDataIntact(offset, length)) return { found: offset, resume: offset };
      }
      at += Math.max(1, bytes.length - HEADER_BYTES + 1);
    }
    return { resume: resume ?? Math.max(start, end - HEADER_BYTES + 1) };
  }

  // To the page's end, or across it where less than a header is left.
  async #headersFrom(offset: number): Promise<Uint8Array> {
    const bytes = await this.#bytes.from(offset);
    return bytes.length >= HEADER_BYTES ? bytes : await this.#bytes.slice(offset, 2 * HEADER_BYTES);
  }
}

// A length below 2^32: nearly every wrong place is told by its four high bytes.
function isPlausible(bytes: Uint8Array, i: number): boolean {
  return bytes[i + 7] === 0 && bytes[i + 6] === 0 && bytes[i + 5] === 0 && bytes[i + 4] === 0;
}
