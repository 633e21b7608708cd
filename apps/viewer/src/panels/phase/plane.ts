import { numericFunction } from "@driftgraph/core";
import type { LoggedModel } from "./logged-model.ts";

/** The drift in the plane of two species, the others held. */
export interface Plane {
  /** Names of the species across and up. */
  readonly x: string;
  readonly y: string;
  /** The values at which the others are held. */
  readonly held: ReadonlyMap<string, number>;
  /** The drift of both species at a point. */
  drift(x: number, y: number): readonly [number, number];
  /** Whether exchanging the two species leaves the drift as it is. */
  readonly symmetric: boolean;
}

/**
 * The plane of two species.
 *
 * @param held values of the other species
 * @param time at which a drift that depends on it is taken
 */
export function planeOf(
  { model, parameters }: LoggedModel,
  x: string,
  y: string,
  held: ReadonlyMap<string, number>,
  time: number,
): Plane {
  const names = model.species.map(({ name }) => name);
  const [i, j] = [names.indexOf(x), names.indexOf(y)];
  const all = numericFunction(model.drift, model.state, new Map(parameters).set("t", time));
  const state = Float64Array.from(names, (name) => held.get(name) ?? 0);
  const drift = (a: number, b: number): readonly [number, number] => {
    state[i] = a;
    state[j] = b;
    const values = all(state);
    return [values[i] ?? Number.NaN, values[j] ?? Number.NaN];
  };
  const others = new Map(
    names.flatMap((name) => (name === x || name === y ? [] : [[name, held.get(name) ?? 0]])),
  );
  return { x, y, held: others, drift, symmetric: isSymmetric(drift) };
}

/** Points at which symmetry is tried; irrational, so that no formula is symmetric at them by chance. */
const TRIED = [
  [0.1234567, 0.7654321],
  [Math.SQRT1_2, Math.LN2 / 3],
  [Math.PI, Math.E / 7],
  [0.0101, 11.3],
] as const;

function isSymmetric(drift: Plane["drift"]): boolean {
  return TRIED.every(([a, b]) => {
    const [dx, dy] = drift(a, b);
    const [ex, ey] = drift(b, a);
    const size = Math.max(Math.abs(dx), Math.abs(dy));
    return Math.abs(dx - ey) <= 1e-9 * size && Math.abs(dy - ex) <= 1e-9 * size;
  });
}
