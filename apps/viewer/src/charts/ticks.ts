import type { Domain, ScaleKind } from "./scale.ts";

/** Ticks of an axis: those with a number, and the small ones between. */
export interface Ticks {
  readonly major: readonly number[];
  readonly minor: readonly number[];
}

/** About `count` round values within a domain. */
export function ticksOf(kind: ScaleKind, domain: Domain, count: number): Ticks {
  return kind === "log"
    ? logTicks(domain, count)
    : { major: linearTicks(domain, count), minor: [] };
}

/** Multiples of 1, 2 or 5 times a power of ten. */
export function linearTicks([low, high]: Domain, count: number): number[] {
  const step = niceStep((high - low) / Math.max(1, count));
  if (!(step > 0) || !Number.isFinite(step)) return [];
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  if (last - first > 1000) return [];
  return Array.from({ length: last - first + 1 }, (_, i) => multiple(first + i, step));
}

/** 1, 2 or 5 times a power of ten: the one whose ratio to `rough` is closest to 1. */
export function niceStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  const rest = rough / power;
  const factor =
    rest >= Math.sqrt(50) ? 10 : rest >= Math.sqrt(10) ? 5 : rest >= Math.SQRT2 ? 2 : 1;
  return factor * power;
}

/** i·step without the digits that binary fractions add: 3 × 0.1 is 0.3. */
function multiple(i: number, step: number): number {
  const inverse = Math.round(1 / step);
  const value = step < 1 && inverse > 0 && Number.isFinite(inverse) ? i / inverse : i * step;
  return value === 0 ? 0 : value;
}

/** Powers of ten, every second or third where there are many; within one decade, round values. */
function logTicks(domain: Domain, count: number): Ticks {
  const [low, high] = domain;
  const first = Math.ceil(Math.log10(low) - 1e-9);
  const last = Math.floor(Math.log10(high) + 1e-9);
  const decades = last - first + 1;
  if (decades < 2) return { major: linearTicks(domain, count).filter((v) => v > 0), minor: [] };
  const every = Math.max(1, Math.ceil(decades / Math.max(1, count)));
  const powers = Array.from({ length: decades }, (_, i) => first + i);
  const major = powers.filter((power) => power % every === 0).map((power) => 10 ** power);
  return { major, minor: every === 1 && decades <= 8 ? betweenPowers(first, last, domain) : [] };
}

function betweenPowers(first: number, last: number, [low, high]: Domain): number[] {
  const powers = Array.from({ length: last - first + 2 }, (_, i) => first - 1 + i);
  return powers
    .flatMap((power) => [2, 3, 4, 5, 6, 7, 8, 9].map((factor) => factor * 10 ** power))
    .filter((value) => value >= low && value <= high);
}
