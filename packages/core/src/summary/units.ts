import { unitThen } from "../simulation/series-unit.ts";
import type { Range } from "./bins.ts";

/**
 * What values of series are multiplied by before two of them are added up, at each logged time: powers of
 * two, so that nothing is rounded, that make each about 1 in its spread over the paths. Else single
 * precision would lose a small number beside a large one, and with it their covariance.
 */
export type Units = ReadonlyMap<string, Float64Array>;

/** The two series of a sum, by the names of their units; undefined for what is none. */
export function termsOf(name: string): readonly [a: string, b: string] | undefined {
  const [a, b] = name.split("+");
  if (a === undefined || b === undefined) return undefined;
  return [a, a === b ? unitThen(a) : b];
}

/** Ranges of series and sums of them, one a logged time and series, time by time. */
export interface Measured {
  readonly units: Units;
  readonly ranges: readonly Range[];
}

/**
 * Units of the series that sums are made of, from the ranges that paths reached, and the ranges of those
 * sums in them.
 *
 * @param names of the series and sums that the ranges are of.
 * @param from the logged time at which autocorrelations start.
 */
export function measureSums(
  names: readonly string[],
  ranges: readonly Range[],
  from: number | undefined,
): Measured {
  const times = names.length > 0 ? ranges.length / names.length : 0;
  const rangeAt = (unit: string, k: number): Range => {
    const own = names.indexOf(unit);
    const isThen = own < 0;
    const s = isThen ? names.findIndex((name) => unitThen(name) === unit) : own;
    const time = isThen ? Math.min(k, from ?? 0) : k;
    return ranges[time * names.length + s] ?? [0, 0];
  };
  const wanted = new Set(names.flatMap((name) => termsOf(name) ?? []));
  const units = new Map(
    [...wanted].map((unit) => [
      unit,
      Float64Array.from({ length: times }, (_, k) => unitOf(rangeAt(unit, k))),
    ]),
  );
  const all = ranges.map((range, record): Range => {
    const terms = termsOf(names[record % names.length] ?? "");
    if (!terms) return range;
    const k = Math.floor(record / names.length);
    const [a, b] = terms.map((unit) => {
      const factor = units.get(unit)?.[k] ?? 1;
      return rangeAt(unit, k).map((bound) => bound * factor);
    });
    return [(a?.[0] ?? 0) + (b?.[0] ?? 0), (a?.[1] ?? 0) + (b?.[1] ?? 0)];
  });
  return { units, ranges: all };
}

/** Where all values are the same: what is still told apart in single precision. */
const LEAST_SPREAD = 2 ** -19;
/** Exponents at which single precision's values and their squares still have room. */
const MAX_EXPONENT = 60;

/** The power of two that brings a range to a width of about 1. */
function unitOf([low, high]: Range): number {
  const spread = high - low || Math.max(Math.abs(low), Math.abs(high)) * LEAST_SPREAD;
  if (!(spread > 0) || !Number.isFinite(spread)) return 1;
  const exponent = -Math.ceil(Math.log2(spread));
  return 2 ** Math.min(Math.max(exponent, -MAX_EXPONENT), MAX_EXPONENT);
}
