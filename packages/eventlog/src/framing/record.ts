import { crc32c, maskCrc, maskedCrc32c } from "../crc32c/crc32c.ts";

/** `u64 length | u32 masked CRC of the length`, little-endian. */
export const HEADER_BYTES = 12;
/** `u32 masked CRC of the data`, little-endian. */
export const FOOTER_BYTES = 4;
export const FRAME_BYTES = HEADER_BYTES + FOOTER_BYTES;

/**
 * Frames `data` as one TFRecord: `u64 length | masked CRC of the length | data | masked CRC of the data`.
 *
 * @returns `data.length + 16` bytes, to be written at once
 */
export function encodeRecord(data: Uint8Array): Uint8Array {
  const record = new Uint8Array(data.length + FRAME_BYTES);
  const view = new DataView(record.buffer);
  view.setUint32(0, data.length >>> 0, true);
  view.setUint32(4, Math.floor(data.length / 2 ** 32), true);
  view.setUint32(8, maskedCrc32c(record, 0, 8), true);
  record.set(data, HEADER_BYTES);
  view.setUint32(HEADER_BYTES + data.length, maskedCrc32c(data), true);
  return record;
}

/**
 * The length that a record's header at `offset` states, or `undefined` if its checksum doesn't hold.
 *
 * The length may be anything up to 2^64: it is a claim, not yet a fact.
 */
export function recordLength(bytes: Uint8Array, offset: number): number | undefined {
  if (uint32At(bytes, offset + 8) !== maskCrc(crc32c(bytes, offset, offset + 8))) return undefined;
  return uint32At(bytes, offset) + uint32At(bytes, offset + 4) * 2 ** 32;
}

/** The little-endian unsigned 32-bit integer at `offset`; 0 for bytes beyond the end. */
export function uint32At(bytes: Uint8Array, offset: number): number {
  const low = (bytes[offset] ?? 0) | ((bytes[offset + 1] ?? 0) << 8);
  const high = (bytes[offset + 2] ?? 0) | ((bytes[offset + 3] ?? 0) << 8);
  return (low | (high << 16)) >>> 0;
}
