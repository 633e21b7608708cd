import { CASTAGNOLI } from "./crc32c.ts";

// x^(2^k) modulo the polynomial, for k = 0 … 31; bit 31 is the coefficient of x^0.
const POWERS = squares();

/**
 * The CRC register after `count` zero bytes: multiplication by x^(8·count) modulo the polynomial.
 *
 * With it the CRC of any range follows from those of two prefixes.
 * @see zlib's crc32_combine, M. Adler
 */
export function shiftRegister(register: number, count: number): number {
  let result = register >>> 0;
  // 8·count = count·2^3, so the powers start at the third; the order of x is 2^31 - 1, so k wraps at 31.
  for (let k = 3, rest = count; rest > 0; k = (k + 1) % 31, rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result = multiply(POWERS[k] ?? 0, result);
  }
  return result;
}

function multiply(a: number, b: number): number {
  let product = 0;
  let factor = b;
  for (let bit = 31; bit >= 0; bit--) {
    if ((a >>> bit) & 1) product ^= factor;
    factor = factor & 1 ? (factor >>> 1) ^ CASTAGNOLI : factor >>> 1;
  }
  return product >>> 0;
}

function squares(): readonly number[] {
  const powers = [1 << 30];
  for (let k = 1; k < 31; k++) {
    const previous = powers[k - 1] ?? 0;
    powers.push(multiply(previous, previous));
  }
  return powers;
}
