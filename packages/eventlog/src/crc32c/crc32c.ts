/** The Castagnoli polynomial, bit-reversed. */
export const CASTAGNOLI = 0x82f63b78;

const LANES = 8;
const TABLES = slicingTables();

/**
 * CRC-32C (Castagnoli) of `bytes[start, end)`, eight bytes a step.
 *
 * @param crc the CRC of the bytes before, to go on from it
 * @see M. E. Kounavis, F. L. Berry, "A systematic approach to building high performance,
 *   software-based, CRC generators" (2005), slicing-by-8
 */
export function crc32c(bytes: Uint8Array, start = 0, end = bytes.length, crc = 0): number {
  return ~advance(~crc, bytes, start, Math.min(end, bytes.length)) >>> 0;
}

/** The CRC register after `bytes[start, end)`, without the inversions at both ends: linear in its arguments. */
export function advance(register: number, bytes: Uint8Array, start: number, end: number): number {
  if (end - start < 2 * LANES) return byByte(register, bytes, start, end);
  const aligned = start + (-(bytes.byteOffset + start) & 3);
  const count = Math.floor((end - aligned) / LANES);
  const words = new Int32Array(bytes.buffer, bytes.byteOffset + aligned, 2 * count);
  const rest = aligned + LANES * count;
  return byByte(byLanes(byByte(register, bytes, start, aligned), words), bytes, rest, end);
}

// Both loops take no detour: a short run's log is checked before the engine has optimized them. Indexes are in
// bounds by their loop or mask: `?? 0` is for the type checker alone.

/** Eight bytes a step, as two words of a little-endian machine: WebAssembly, too, is of no use on others. */
function byLanes(register: number, words: Int32Array): number {
  const T = TABLES;
  const { length } = words;
  let c = register;
  for (let i = 0; i < length; i += 2) {
    const a = c ^ (words[i] ?? 0);
    const b = words[i + 1] ?? 0;
    c =
      (T[1792 + (a & 255)] ?? 0) ^
      (T[1536 + ((a >>> 8) & 255)] ?? 0) ^
      (T[1280 + ((a >>> 16) & 255)] ?? 0) ^
      (T[1024 + (a >>> 24)] ?? 0) ^
      (T[768 + (b & 255)] ?? 0) ^
      (T[512 + ((b >>> 8) & 255)] ?? 0) ^
      (T[256 + ((b >>> 16) & 255)] ?? 0) ^
      (T[b >>> 24] ?? 0);
  }
  return c;
}

function byByte(register: number, bytes: Uint8Array, start: number, end: number): number {
  const T = TABLES;
  let c = register;
  for (let i = start; i < end; i++) c = (c >>> 8) ^ (T[(c ^ (bytes[i] ?? 0)) & 255] ?? 0);
  return c;
}

/** TFRecord's masking, so that the CRC of data that contains CRCs stays a good check. */
export function maskCrc(crc: number): number {
  return (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0;
}

/** The masked CRC-32C of `bytes[start, end)`, as a TFRecord holds it. */
export function maskedCrc32c(bytes: Uint8Array, start = 0, end = bytes.length): number {
  return maskCrc(crc32c(bytes, start, end));
}

function slicingTables(): Int32Array {
  const tables = new Int32Array(256 * LANES);
  for (let byte = 0; byte < 256; byte++) {
    let c = byte;
    for (let bit = 0; bit < 8; bit++) c = c & 1 ? (c >>> 1) ^ CASTAGNOLI : c >>> 1;
    tables[byte] = c;
  }
  for (let i = 256; i < tables.length; i++) {
    const previous = tables[i - 256] ?? 0;
    tables[i] = (previous >>> 8) ^ (tables[previous & 255] ?? 0);
  }
  return tables;
}
