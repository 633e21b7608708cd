import type { ByteSource } from "../source/byte-source.ts";

const PAGE = 2 ** 18;
const MOST_PAGES = 64;

/** Random access to a source through the pages used last; at most 16 MiB of them. */
export class PagedBytes {
  readonly #source: ByteSource;
  readonly #pages = new Map<number, Uint8Array>();

  constructor(source: ByteSource) {
    this.#source = source;
  }

  /** The bytes from `offset`, at least one unless the source ends there, at most to the page's end. */
  async from(offset: number): Promise<Uint8Array> {
    const index = Math.floor(offset / PAGE);
    const page = this.#pages.get(index) ?? (await this.#load(index));
    return page.subarray(offset - index * PAGE);
  }

  /** Exactly `length` bytes, or fewer at the end of the source. For small pieces. */
  async slice(offset: number, length: number): Promise<Uint8Array> {
    const first = await this.from(offset);
    if (first.length >= length || first.length === 0) return first.subarray(0, length);
    const rest = await this.slice(offset + first.length, length - first.length);
    const joined = new Uint8Array(first.length + rest.length);
    joined.set(first);
    joined.set(rest, first.length);
    return joined;
  }

  async #load(index: number): Promise<Uint8Array> {
    const page = await this.#source.read(index * PAGE, PAGE);
    for (const oldest of this.#pages.keys()) {
      if (this.#pages.size < MOST_PAGES) break;
      this.#pages.delete(oldest);
    }
    this.#pages.set(index, page);
    return page;
  }
}
