/** Multipliers and key increments (Weyl constants) of Philox4x32. */
export const PHILOX_M0 = 0xd2511f53;
export const PHILOX_M1 = 0xcd9e8d57;
const PHILOX_W0 = 0x9e3779b9;
const PHILOX_W1 = 0xbb67ae85;
export const PHILOX_ROUNDS = 10;

/** Four 32-bit words: a counter, or the random words made of it. */
export type Words = readonly [number, number, number, number];
/** The 64-bit key: low and high word. */
export type PhiloxKey = readonly [number, number];

/**
 * Philox4x32-10: four random 32-bit words for a counter and a key.
 *
 * J. K. Salmon, M. A. Moraes, R. O. Dror, D. E. Shaw, Parallel random numbers: as easy as 1, 2, 3 (SC 2011).
 */
export function philox4x32(counter: Words, key: PhiloxKey): Words {
  let [c0, c1, c2, c3] = counter;
  let [k0, k1] = key;
  for (let round = 0; round < PHILOX_ROUNDS; round++) {
    const high0 = multiplyHigh(PHILOX_M0, c0);
    const high1 = multiplyHigh(PHILOX_M1, c2);
    const low0 = Math.imul(PHILOX_M0, c0);
    const low1 = Math.imul(PHILOX_M1, c2);
    c0 = high1 ^ c1 ^ k0;
    c1 = low1;
    c2 = high0 ^ c3 ^ k1;
    c3 = low0;
    k0 = (k0 + PHILOX_W0) | 0;
    k1 = (k1 + PHILOX_W1) | 0;
  }
  return [c0 >>> 0, c1 >>> 0, c2 >>> 0, c3 >>> 0];
}

/** The upper 32 bits of the product of two unsigned 32-bit integers. */
function multiplyHigh(a: number, b: number): number {
  const aLow = a & 0xffff;
  const aHigh = a >>> 16;
  const bLow = b & 0xffff;
  const bHigh = b >>> 16;
  const middle = aHigh * bLow + ((aLow * bLow) >>> 16);
  const carry = aLow * bHigh + (middle & 0xffff);
  return (aHigh * bHigh + Math.floor(middle / 0x10000) + Math.floor(carry / 0x10000)) | 0;
}

/** The keys of all rounds, two words a round. */
export function roundKeys([k0, k1]: PhiloxKey): Uint32Array {
  const keys = new Uint32Array(2 * PHILOX_ROUNDS);
  for (let round = 0; round < PHILOX_ROUNDS; round++) {
    keys[2 * round] = k0 + round * PHILOX_W0;
    keys[2 * round + 1] = k1 + round * PHILOX_W1;
  }
  return keys;
}
