/** The Castagnoli polynomial, bit-reversed. */
export const CASTAGNOLI = 0x82f63b78;

type Bytes = { readonly [index: number]: number };

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

/** The CRC register after `b[start, end)`, without the inversions at both ends: linear in its arguments. */
export function advance(register: number, b: Bytes, start: number, end: number): number {
  const T = TABLES;
  let c = register;
  let i = start;
  for (; i + LANES <= end; i += LANES) {
    c ^= at(b, i) | (at(b, i + 1) << 8) | (at(b, i + 2) << 16) | (at(b, i + 3) << 24);
    c =
      at(T, 1792 + (c & 255)) ^
      at(T, 1536 + ((c >>> 8) & 255)) ^
      at(T, 1280 + ((c >>> 16) & 255)) ^
      at(T, 1024 + (c >>> 24)) ^
      at(T, 768 + at(b, i + 4)) ^
      at(T, 512 + at(b, i + 5)) ^
      at(T, 256 + at(b, i + 6)) ^
      at(T, at(b, i + 7));
  }
  for (; i < end; i++) c = (c >>> 8) ^ at(T, (c ^ at(b, i)) & 255);
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

// Every index above is in bounds by its loop or mask; a check here would double the time.
function at(array: Bytes, index: number): number {
  return array[index] as number;
}

function slicingTables(): Int32Array {
  const tables = new Int32Array(256 * LANES);
  for (let byte = 0; byte < 256; byte++) {
    let c = byte;
    for (let bit = 0; bit < 8; bit++) c = c & 1 ? (c >>> 1) ^ CASTAGNOLI : c >>> 1;
    tables[byte] = c;
  }
  for (let i = 256; i < tables.length; i++) {
    const previous = at(tables, i - 256);
    tables[i] = (previous >>> 8) ^ at(tables, previous & 255);
  }
  return tables;
}
