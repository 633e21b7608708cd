import type { Model } from "../model/model.ts";
import { numericFunction } from "./numeric-function.ts";
import { driftFunction } from "./typical-values.ts";

/** A state that a model was in. */
export interface VisitedState {
  readonly time: number;
  /** One value a species. */
  readonly x: readonly number[];
}

/** A species whose steps are hardly larger than what single precision keeps of it. */
export interface RoundedSpecies {
  readonly name: string;
  /** The distance of neighbouring numbers where it is largest. */
  readonly spacing: number;
  /** What a step changes it by, at most. */
  readonly step: number;
}

/** Steps of fewer spacings than these lose over a percent of what they add up to, as all may round alike. */
const LEAST_SPACINGS = 64;
const MANTISSA_BITS = 23;

/**
 * The species that single precision is too coarse for: a step adds |a|·dt + |b|·√dt, of which the sum keeps whole
 * spacings of the numbers near the value. Steps that are alike are rounded alike, so that errors add up.
 *
 * N. J. Higham, Accuracy and Stability of Numerical Algorithms (2002), section 4.2 and, for ways without noise, 4.3.
 *
 * @param states where the species were, on average; the largest step and value count.
 */
export function roundedSpecies(
  model: Model,
  parameters: ReadonlyMap<string, number>,
  dt: number,
  states: readonly VisitedState[],
): RoundedSpecies[] {
  const steps = states.map(({ time, x }) => {
    const drift = driftFunction(model, parameters, time)(x);
    const known = new Map(parameters).set("t", time);
    return model.diffusion.map((row, i) => {
      const noise = numericFunction(row, model.state, known)(x);
      return Math.abs(drift[i] ?? 0) * dt + Math.hypot(...noise) * Math.sqrt(dt);
    });
  });
  return model.species.flatMap(({ name }, i) => {
    const step = largest(steps.map((of) => of[i]));
    const size = largest(states.map(({ x }) => x[i]));
    if (!(step > 0 && size > 0)) return [];
    const spacing = 2 ** (Math.floor(Math.log2(size)) - MANTISSA_BITS);
    return step < LEAST_SPACINGS * spacing ? [{ name, spacing, step }] : [];
  });
}

function largest(values: readonly (number | undefined)[]): number {
  return values.reduce<number>((most, value = 0) => {
    const size = Math.abs(value);
    return Number.isFinite(size) ? Math.max(most, size) : most;
  }, 0);
}
