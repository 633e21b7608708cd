import type { Model } from "../model/model.ts";
import { type Complex, eigenvalues } from "./eigenvalues.ts";
import { jacobian } from "./jacobian.ts";
import { solveLinear } from "./linear-system.ts";
import { jacobianAt, type NonlinearSystem, newton } from "./newton.ts";
import { numericFunction } from "./numeric-function.ts";
import { type SearchBox, searchBox, seedsOf } from "./search-box.ts";
import { driftFunction } from "./typical-values.ts";

/** What the drift does near an equilibrium, by the eigenvalues of its Jacobian there. */
export type EquilibriumKind =
  | "stable node"
  | "stable focus"
  | "unstable node"
  | "unstable focus"
  | "saddle"
  | "saddle-focus"
  | "centre"
  | "degenerate";

/** A point at which the drift vanishes. */
export interface Equilibrium {
  /** One value a species. */
  readonly x: readonly number[];
  /** Of the drift's Jacobian, by falling real part. */
  readonly eigenvalues: readonly Complex[];
  readonly kind: EquilibriumKind;
  /** Whether all real parts are below zero: small deviations die out, without noise. */
  readonly stable: boolean;
}

/** The equilibria that were found, and whether there are more than can be listed. */
export interface Equilibria {
  /** In the order of the first species' value, then of the second's, and so on. */
  readonly points: readonly Equilibrium[];
  /** Whether equilibria fill a line or more, so that they are not among the points. */
  readonly continuum: boolean;
}

/** How equilibria are looked for. */
export interface EquilibriaOptions {
  /** The time at which a drift that depends on it is taken; 0 by default. */
  readonly time?: number;
  /** Where to look, by species; around the way without noise and the model's own ranges by default. */
  readonly ranges?: ReadonlyMap<string, readonly [low: number, high: number]>;
}

/** More points than this where the Jacobian is singular are taken for a continuum. */
const MOST_SINGULAR = 8;
/** Points nearer than this, in sizes of the box, are one. */
const SAME = 1e-7;
/** Likewise where the Jacobian is singular: rounding hides a multiple root in a ball of its cube root's size. */
const SAME_SINGULAR = 1e-4;

/**
 * The equilibria of a model's drift, in its own calculus: roots by Newton's method on the symbolic
 * Jacobian, from many starts that are the same at each call. What it finds are roots to rounding; that
 * there are no others isn't proved.
 *
 * @param parameters all parameters' values, as of `parameterValues`.
 */
export function equilibria(
  model: Model,
  parameters: ReadonlyMap<string, number>,
  options: EquilibriaOptions = {},
): Equilibria {
  const box = withRanges(model, searchBox(model, parameters), options.ranges ?? new Map());
  const time = options.time ?? 0;
  const system: NonlinearSystem = {
    values: driftFunction(model, parameters, time),
    jacobian: numericFunction(
      jacobian(model).flat(),
      model.state,
      new Map(parameters).set("t", time),
    ),
    scale: box.high.map((high, i) => high - (box.low[i] ?? 0) || 1),
  };
  const found: Equilibrium[] = [];
  const singular: Equilibrium[] = [];
  for (const seed of seedsOf(box)) {
    const root = newton(system, seed);
    if (!root || !isInside(root, box)) continue;
    const x = root.map((value, i) => snapped(value, system.scale[i] ?? 1));
    const matrix = jacobianAt(system, x);
    const point = classify(x, eigenvalues(matrix), sizeAround(system, x));
    const isSolvable = solveLinear(matrix, new Float64Array(x.length)) !== undefined;
    const isSingular = !isSolvable || point.kind === "degenerate";
    const [list, size] = isSingular ? [singular, SAME_SINGULAR] : [found, SAME];
    const same = list.findIndex((known) => isSame(known.x, x, system.scale, size));
    if (same < 0) list.push(point);
    else if (isSingular && isNearerToSingular(point, list[same])) list[same] = point;
    if (singular.length > MOST_SINGULAR) break;
  }
  const continuum = singular.length > MOST_SINGULAR;
  const points = continuum ? found : [...found, ...singular];
  return { points: points.sort((a, b) => compare(a.x, b.x)), continuum };
}

function withRanges(
  model: Model,
  box: SearchBox,
  ranges: ReadonlyMap<string, readonly [number, number]>,
): SearchBox {
  const pick = (which: 0 | 1, values: readonly number[]): number[] =>
    model.species.map(({ name }, i) => ranges.get(name)?.[which] ?? values[i] ?? 0);
  return { ...box, low: pick(0, box.low), high: pick(1, box.high) };
}

/** Species that stay at or above zero have no equilibria below; elsewhere all count. */
function isInside(x: readonly number[], { bounded, high, low }: SearchBox): boolean {
  return x.every((value, i) => {
    const size = (high[i] ?? 1) - (low[i] ?? 0);
    return Number.isFinite(value) && (!bounded[i] || value >= -SAME * size);
  });
}

/** A zero but for rounding is zero. */
function snapped(value: number, scale: number): number {
  return Math.abs(value) < 1e-14 * scale ? 0 : value;
}

function isSame(
  a: readonly number[],
  b: readonly number[],
  scale: readonly number[],
  size: number,
): boolean {
  return a.every((value, i) => Math.abs(value - (b[i] ?? 0)) <= size * (scale[i] ?? 1));
}

/** Which of two is nearer to a multiple root, by the eigenvalue that vanishes there. */
function isNearerToSingular(a: Equilibrium, b: Equilibrium | undefined): boolean {
  const least = ({ eigenvalues: list }: Equilibrium): number =>
    Math.min(...list.map(({ re, im }) => Math.hypot(re, im)));
  return b === undefined || least(a) < least(b);
}

function compare(a: readonly number[], b: readonly number[]): number {
  const i = a.findIndex((value, k) => value !== b[k]);
  return i < 0 ? 0 : (a[i] ?? 0) - (b[i] ?? 0);
}

function classify(x: readonly number[], values: readonly Complex[], around: number): Equilibrium {
  const kind = kindOf(values, around);
  return {
    x,
    eigenvalues: values,
    kind,
    stable: kind === "stable node" || kind === "stable focus",
  };
}

/** How far around a point one looks, in sizes of the box. */
const AROUND = 1e-3;

/** The size of the Jacobian near a point: at a multiple root it vanishes only there. */
function sizeAround(system: NonlinearSystem, x: readonly number[]): number {
  const sizes = [-AROUND, AROUND].map((share) => {
    const near = x.map((value, i) => value + share * (system.scale[i] ?? 1));
    return Math.hypot(...jacobianAt(system, near).flatMap((row) => [...row]));
  });
  return Math.max(0, ...sizes.filter(Number.isFinite));
}

/** Real parts smaller than this share of the largest eigenvalue, or of the Jacobian nearby, count as zero. */
const ZERO = 1e-9;

function kindOf(values: readonly Complex[], around: number): EquilibriumKind {
  const size = Math.max(around, ...values.map(({ re, im }) => Math.hypot(re, im)));
  if (!Number.isFinite(size)) return "degenerate";
  const isZero = (value: number): boolean => Math.abs(value) <= ZERO * size;
  const rotates = values.some(({ im }) => !isZero(im));
  if (values.some(({ re }) => isZero(re))) {
    return values.every(({ re, im }) => isZero(re) && !isZero(im)) ? "centre" : "degenerate";
  }
  const unstable = values.filter(({ re }) => re > 0).length;
  if (unstable === 0) return rotates ? "stable focus" : "stable node";
  if (unstable === values.length) return rotates ? "unstable focus" : "unstable node";
  return rotates ? "saddle-focus" : "saddle";
}
