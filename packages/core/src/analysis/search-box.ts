import { provedNonnegative } from "../model/influence.ts";
import type { Model } from "../model/model.ts";
import { typicalRange } from "./typical-values.ts";

/** Where equilibria are looked for: a range for each species, and points that are worth a try. */
export interface SearchBox {
  readonly low: readonly number[];
  readonly high: readonly number[];
  /** Species that can't be below `low`, since they stay at or above zero. */
  readonly bounded: readonly boolean[];
  readonly points: readonly (readonly number[])[];
}

/** How far beyond the values of the way without noise is looked, in sizes of these values. */
const MARGIN = 3;

/** Work of the search, in units of n³ for n species. */
const WORK = 2e7;
const MOST_SEEDS = 1024;
const PRIMES = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53];

/** The box of a model: around where it goes without noise, and its own ranges where it has them. */
export function searchBox(model: Model, parameters: ReadonlyMap<string, number>): SearchBox {
  const typical = typicalRange(model, parameters);
  const nonnegative = provedNonnegative(model, parameters);
  const bounded = model.species.map(({ name }) => nonnegative.has(name));
  const sizes = typical.low.map((low, i) => {
    const high = typical.high[i] ?? low;
    return Math.max(high - low, Math.abs(low), Math.abs(high)) || 1;
  });
  const edge = (sign: -1 | 1) => (name: { range?: readonly [number, number] }, i: number) => {
    const value = (sign < 0 ? typical.low : typical.high)[i] ?? 0;
    const wide = value + sign * MARGIN * (sizes[i] ?? 1);
    const given = name.range?.[sign < 0 ? 0 : 1] ?? wide;
    return sign < 0 ? (bounded[i] ? 0 : Math.min(wide, given)) : Math.max(wide, given);
  };
  return {
    low: model.species.map(edge(-1)),
    high: model.species.map(edge(1)),
    bounded,
    points: [typical.end],
  };
}

/**
 * Points to start from, the same at each call: a grid for one or two species, else a Halton sequence;
 * denser towards zero for species that can't be below it, whose scales are often several.
 */
export function seedsOf({ low, high, bounded, points }: SearchBox): number[][] {
  const n = low.length;
  const count = Math.max(16, Math.min(MOST_SEEDS, Math.floor(WORK / n ** 3)));
  const place = (i: number, u: number): number => {
    const at = bounded[i] ? u ** 3 : u;
    return (low[i] ?? 0) + at * ((high[i] ?? 1) - (low[i] ?? 0));
  };
  const units = n <= 2 ? gridUnits(n) : haltonUnits(n, count);
  return [
    ...points.map((point) => [...point]),
    ...units.map((unit) => unit.map((u, i) => place(i, u))),
  ];
}

function gridUnits(n: number): number[][] {
  const perAxis = n === 1 ? 257 : 25;
  const axis = Array.from({ length: perAxis }, (_, k) => k / (perAxis - 1));
  return n === 1 ? axis.map((u) => [u]) : axis.flatMap((u) => axis.map((v) => [u, v]));
}

function haltonUnits(n: number, count: number): number[][] {
  return Array.from({ length: count }, (_, k) =>
    Array.from({ length: n }, (__, i) => {
      const base = PRIMES[i % PRIMES.length] ?? 2;
      // Beyond the primes the sequences are shifted copies, which is spread enough to start from.
      return (radicalInverse(k + 1, base) + Math.floor(i / PRIMES.length) * 0.618) % 1;
    }),
  );
}

/** The digits of k in a base, mirrored at the point. */
function radicalInverse(k: number, base: number): number {
  let [rest, factor, value] = [k, 1 / base, 0];
  while (rest > 0) {
    value += (rest % base) * factor;
    rest = Math.floor(rest / base);
    factor /= base;
  }
  return value;
}
