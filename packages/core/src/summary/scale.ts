import type { Range } from "./bins.ts";

/** Paths whose sums one tile gives, as a power of two. */
const TILE_BITS = 8;
/** Tiles that may be added up exactly, as a power of two: 4·10⁹ paths. */
const TILES_BITS = 24;
/** Bits of a double's significand. */
const SIGNIFICAND = 53;
/** How many times beyond the pilot's range values and their squares may be, as powers of two. */
const VALUE_HEADROOM = 24;
const SQUARE_HEADROOM = 40;

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

/**
 * The scale of sums of values that lie around a shift.
 *
 * @param boost more headroom, as a power of two: for a second try after sums left their scale.
 */
export function sumScale([low, high]: Range, shift: number, boost = 0): SumScale {
  const reach = Math.max(Math.abs(low - shift), Math.abs(high - shift), Math.abs(shift) * 2 ** -20);
  const exponent = Math.ceil(Math.log2(Math.min(Math.max(reach, 2 ** -100), 2 ** 100)));
  const limits = [
    exponent + TILE_BITS + VALUE_HEADROOM + boost,
    2 * exponent + TILE_BITS + SQUARE_HEADROOM + boost,
  ] as const;
  const bits = SIGNIFICAND - 1 - TILES_BITS;
  const constant = (limit: number, level: number): number =>
    1.5 * 2 ** (limit + TILES_BITS - level * bits);
  return {
    rounding: [0, 1, 2].map((level) => [constant(limits[0], level), constant(limits[1], level)]),
    limit: [2 ** limits[0], 2 ** limits[1]],
  };
}
