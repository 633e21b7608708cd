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
  const now = new Map(names.map((name, s) => [name, s]));
  const then = new Map(names.map((name, s) => [unitThen(name), s]));
  const rangeAt = (unit: string, k: number): Range => {
    const time = now.has(unit) ? k : Math.min(k, from ?? 0);
    const s = now.get(unit) ?? then.get(unit) ?? 0;
    return ranges[time * names.length + s] ?? [0, 0];
  };
  const terms = names.map(termsOf);
  const wanted = new Set(terms.flatMap((of) => of ?? []));
  const units = new Map(
    [...wanted].map((unit) => [
      unit,
      Float64Array.from({ length: times }, (_, k) => unitOf(rangeAt(unit, k))),
    ]),
  );
  const all = ranges.map((range, record): Range => {
    const [a, b] = terms[record % names.length] ?? [];
    if (a === undefined || b === undefined) return range;
    const k = Math.floor(record / names.length);
    const [u, v] = [units.get(a)?.[k] ?? 1, units.get(b)?.[k] ?? 1];
    const [[low, high], [lowest, highest]] = [rangeAt(a, k), rangeAt(b, k)];
    return [u * low + v * lowest, u * high + v * highest];
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
