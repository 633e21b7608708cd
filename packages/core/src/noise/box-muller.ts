import type { Words } from "./philox.ts";

/** 2^-31: an int32 times this is in [-1, 1). */
const INT32_UNIT = 2 ** -31;

/**
 * Two independent standard normals of two random words (Box–Muller).
 *
 * The radius is √(−2 ln u) with u = (|int32(a)| + ½)·2⁻³¹, so |z| goes up to 6.66; the angle is
 * int32(b)·2⁻³¹·π.
 */
export function boxMuller(a: number, b: number): readonly [number, number] {
  // |-2^31| + 1/2 is just above the unit; the radius is 0 there.
  const radius = Math.sqrt(-2 * Math.log(Math.min(1, (Math.abs(a | 0) + 0.5) * INT32_UNIT)));
  const angle = (b | 0) * INT32_UNIT * Math.PI;
  return [radius * Math.cos(angle), radius * Math.sin(angle)];
}

/** The four standard normals of a block of words. */
export function normalsOfWords(words: Words): readonly [number, number, number, number] {
  const [first, second] = boxMuller(words[0], words[1]);
  const [third, fourth] = boxMuller(words[2], words[3]);
  return [first, second, third, fourth];
}
