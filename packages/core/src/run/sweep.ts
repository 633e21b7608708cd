import { DriftgraphError } from "../errors/error.ts";
import type { Model } from "../model/model.ts";
import { finite, unknown } from "./option-checks.ts";
import type { SweepValues } from "./options.ts";

/** One value for each swept parameter. */
export type SweepPoint = Readonly<Record<string, number>>;

const MAX_POINTS = 10_000;

/**
 * The points of a sweep: the Cartesian product, the last parameter fastest; one empty point for none.
 *
 * @throws DriftgraphError for an unknown parameter, no values, or a value that isn't finite.
 */
export function sweepPoints(
  model: Model,
  sweep: Readonly<Record<string, SweepValues>>,
): SweepPoint[] {
  const names = model.parameters.map(({ name }) => name);
  let points: SweepPoint[] = [{}];
  for (const [name, values] of Object.entries(sweep)) {
    if (!names.includes(name)) throw unknown("unknown-parameter", "parameter", name, names);
    if (typeof values !== "object" || !("length" in values)) {
      throw new DriftgraphError(
        "invalid-option",
        `sweep of ${name} is ${String(values)}, expected a list of numbers`,
      );
    }
    if (values.length === 0)
      throw new DriftgraphError("invalid-option", `sweep of ${name} has no values`);
    for (const value of values) finite(`sweep of ${name}`, value);
    points = points.flatMap((point) => values.map((value) => ({ ...point, [name]: value })));
    if (points.length > MAX_POINTS) {
      throw new DriftgraphError("invalid-option", `the sweep has over ${MAX_POINTS} points`);
    }
  }
  return points;
}

/** `count` evenly spaced values from `from` to `to`, both included. */
export function linearValues(from: number, to: number, count: number): number[] {
  if (!Number.isSafeInteger(count) || count < 1) {
    throw new DriftgraphError(
      "invalid-option",
      `${count} values in a sweep, expected a whole number from 1`,
    );
  }
  if (count === 1) return [from];
  return Array.from({ length: count }, (_, i) => from + ((to - from) * i) / (count - 1));
}
