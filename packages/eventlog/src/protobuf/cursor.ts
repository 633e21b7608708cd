import { MalformedMessageError } from "../errors.ts";

/** Wire types of protobuf. */
const VARINT = 0;
const FIXED64 = 1;
export const LENGTH_DELIMITED = 2;
const FIXED32 = 5;

/**
 * Walks over the fields of a message without making objects of them.
 *
 * Indexing needs of each event a few fields only; decoding it whole would take ten times as long. One cursor
 * serves for all records.
 *
 * @throws MalformedMessageError, each method, when the bytes are no protobuf
 */
export class WireCursor {
  #bytes: Uint8Array = new Uint8Array();
  #view: DataView = new DataView(this.#bytes.buffer);
  #pos = 0;
  #end = 0;
  /** Number and wire type of the field that `next` came to. */
  field = 0;
  wireType = 0;

  /** Starts on `bytes[start, end)`. */
  reset(bytes: Uint8Array, start = 0, end = bytes.length): void {
    if (bytes !== this.#bytes) {
      this.#bytes = bytes;
      this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    }
    this.#pos = start;
    this.#end = end;
  }

  get position(): number {
    return this.#pos;
  }

  /** Goes on at `position`, up to `end`: to enter a message, and to leave it again. */
  move(position: number, end: number): void {
    this.#pos = position;
    this.#end = end;
  }

  get end(): number {
    return this.#end;
  }

  /** Comes to the next field; `false` at the end of the message. */
  next(): boolean {
    if (this.#pos >= this.#end) return false;
    const tag = this.varint();
    this.field = Math.floor(tag / 8);
    this.wireType = tag % 8;
    if (this.field === 0 || this.field > 0x1fffffff)
      throw malformed("a field number is out of range");
    return true;
  }

  /** The field's varint as a signed 64-bit integer: exact up to ±2^53, the nearest number beyond. */
  varint(): number {
    const first = this.#byte();
    if (first < 0x80) return first;
    // 28 bits from the first four bytes, 28 from the next four, 8 from the last two.
    const low = this.#bits(first & 0x7f, 1);
    if (this.#isLast) return low;
    const middle = this.#bits(0, 0);
    if (this.#isLast) return low + middle * 2 ** 28;
    const ninth = this.#byte();
    const high = ninth < 0x80 ? ninth : (ninth & 0x7f) + 0x80 * this.#lastBit();
    if (high < 0x80) return low + middle * 2 ** 28 + high * 2 ** 56;
    // Negative: minus (the complement plus one), so that small ones stay exact.
    return -(0xfffffff - low + (0xfffffff - middle) * 2 ** 28 + (0xff - high) * 2 ** 56 + 1);
  }

  double(): number {
    return this.#view.getFloat64(this.#take(8), true);
  }

  float(): number {
    return this.#view.getFloat32(this.#take(4), true);
  }

  /** The field's length; the cursor then stands at its first byte. */
  length(): number {
    const length = this.varint();
    if (length > this.#end - this.#pos) throw malformed("a field is longer than its message");
    return length;
  }

  /** Passes over the field's value. */
  skip(): void {
    if (this.wireType === VARINT) this.varint();
    else if (this.wireType === FIXED64) this.#take(8);
    else if (this.wireType === FIXED32) this.#take(4);
    else if (this.wireType === LENGTH_DELIMITED) this.#take(this.length());
    else throw malformed(`there is no wire type ${this.wireType}`);
  }

  #isLast = false;

  /** The bits of the bytes `from` to 3 of a group of four, over those known already. */
  #bits(known: number, from: number): number {
    let value = known;
    this.#isLast = false;
    for (let i = from; i < 4 && !this.#isLast; i++) {
      const byte = this.#byte();
      value += (byte & 0x7f) << (7 * i);
      this.#isLast = byte < 0x80;
    }
    return value;
  }

  #lastBit(): number {
    const byte = this.#byte();
    if (byte > 1) throw malformed("a number has more than 64 bits");
    return byte;
  }

  #byte(): number {
    if (this.#pos >= this.#end) throw malformed("a number is cut off");
    return this.#bytes[this.#pos++] ?? 0;
  }

  #take(count: number): number {
    const start = this.#pos;
    if (count > this.#end - start) throw malformed("a field is cut off");
    this.#pos = start + count;
    return start;
  }
}

function malformed(reason: string): MalformedMessageError {
  return new MalformedMessageError(`it is not protobuf: ${reason}`);
}
