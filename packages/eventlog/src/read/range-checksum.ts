import { advance } from "../crc32c/crc32c.ts";
import { shiftRegister } from "../crc32c/shift.ts";
import type { PagedBytes } from "./paged-bytes.ts";

const BLOCK = 2 ** 12;
/** Starting anew costs nothing when the next question lies this far on. */
const FAR = 2 ** 20;

/**
 * CRC-32C of any range of a file, in a time that hardly depends on the range's length.
 *
 * A file made of headers that hold, each claiming all that follows, would otherwise take quadratic time. The
 * register after each block of the file is kept; a range's CRC follows from those at its two ends.
 */
export class RangeChecksum {
  readonly #bytes: PagedBytes;
  /** `#registers[i]` is the register before block `#firstBlock + i`, from 0 at the first. */
  #registers: number[] = [0];
  #firstBlock = 0;

  constructor(bytes: PagedBytes) {
    this.#bytes = bytes;
  }

  /** CRC-32C of `[start, end)`, or `undefined` when the source ends before. */
  async of(start: number, end: number): Promise<number | undefined> {
    const known = (this.#firstBlock + this.#registers.length) * BLOCK;
    if (start < this.#firstBlock * BLOCK || start > known + FAR) {
      this.#firstBlock = Math.floor(start / BLOCK);
      this.#registers = [0];
    }
    const before = await this.#registerAt(start);
    const after = await this.#registerAt(end);
    if (before === undefined || after === undefined) return undefined;
    return ~(after ^ shiftRegister(~before, end - start)) >>> 0;
  }

  async #registerAt(offset: number): Promise<number | undefined> {
    const block = Math.floor(offset / BLOCK);
    const register = await this.#registerBefore(block);
    return register === undefined ? undefined : await this.#over(register, block * BLOCK, offset);
  }

  async #registerBefore(block: number): Promise<number | undefined> {
    const index = block - this.#firstBlock;
    while (this.#registers.length <= index) {
      const last = this.#registers.length - 1;
      const start = (this.#firstBlock + last) * BLOCK;
      const next = await this.#over(this.#registers[last] ?? 0, start, start + BLOCK);
      if (next === undefined) return undefined;
      this.#registers.push(next);
    }
    return this.#registers[index];
  }

  async #over(register: number, start: number, end: number): Promise<number | undefined> {
    let result = register;
    for (let at = start; at < end; ) {
      const bytes = await this.#bytes.from(at);
      if (bytes.length === 0) return undefined;
      const count = Math.min(bytes.length, end - at);
      result = advance(result, bytes, 0, count);
      at += count;
    }
    return result;
  }
}
