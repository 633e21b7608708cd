import type { Range } from "./bins.ts";

/** Paths whose sums one tile gives, as a power of two. */
const TILE_BITS = 8;
/** Tiles that may be added up exactly, as a power of two: 4·10⁹ paths. */
const TILES_BITS = 24;
/** Bits of a double's significand. */
const SIGNIFICAND = 53;
/** How many times beyond a range values and their squares may be, as powers of two. */
export interface Headroom {
  readonly values: number;
  readonly squares: number;
}

/** For ranges that a pilot reached: other paths reach further. */
export const PILOT_HEADROOM: Headroom = { values: 24, squares: 40 };
/** For ranges that all paths are known to stay in; one bit for the rounding of sums. */
export const EXACT_HEADROOM: Headroom = { values: 1, squares: 1 };

/** Reach of values that were all the same: rare events fit, such as an indicator that is 0 in the pilot. */
const LEAST_REACH = 2 ** -19;
/** Exponents that leave room for squares and units within the range of doubles. */
const MAX_EXPONENT = 400;

/**
 * Constants that make sums over tiles exact, so that their order doesn't matter.
 *
 * A tile's sum is split into multiples of three units by adding and subtracting 1.5·2^e; sums of
 * such multiples are exact as long as there are at most 2²⁴ of them (J. Demmel & H. D. Nguyen,
 * "Fast reproducible floating-point summation", ARITH 2013).
 */
export interface SumScale {
  /** 1.5·2^e for Σ(x − K) and for Σ(x − K)², coarse to fine. */
  readonly rounding: readonly (readonly [number, number])[];
  /** What the magnitudes of a tile's two sums must stay below. */
  readonly limit: readonly [number, number];
}

/** The scale of sums of values that lie around a shift. */
export function sumScale([low, high]: Range, shift: number, headroom: Headroom): SumScale {
  const exponent = reachExponent(Math.max(Math.abs(low - shift), Math.abs(high - shift)), shift);
  const limits = [
    exponent + TILE_BITS + headroom.values,
    2 * exponent + TILE_BITS + headroom.squares,
  ] as const;
  const bits = SIGNIFICAND - 1 - TILES_BITS;
  const constant = (limit: number, level: number): number =>
    1.5 * 2 ** (limit + TILES_BITS - level * bits);
  return {
    rounding: [0, 1, 2].map((level) => [constant(limits[0], level), constant(limits[1], level)]),
    limit: [2 ** limits[0], 2 ** limits[1]],
  };
}

/** The power of two that bounds how far values lie from the shift. */
function reachExponent(reach: number, shift: number): number {
  const known = Math.max(reach, Math.abs(shift) * LEAST_REACH) || LEAST_REACH;
  return Math.min(Math.max(Math.ceil(Math.log2(known)), -MAX_EXPONENT), MAX_EXPONENT);
}
