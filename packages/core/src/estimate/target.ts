import { DriftgraphError } from "../errors/error.ts";
import { nearest } from "../errors/nearest.ts";
import type { Model } from "../model/model.ts";
import type { Ensemble, Run } from "../run/run.ts";
import type { Moments } from "./moments.ts";

/** How precise a result should be: the standard error of an estimate at the end of the run. */
export interface Target {
  /** As it was given: `sd(mean(x1)) < 1e-3`. */
  readonly text: string;
  /** The mean of a species or observable, or the share of paths on which an event holds. */
  readonly estimate: "mean" | "share";
  readonly of: string;
  readonly limit: number;
}

const FORM = /^\s*sd\(\s*(mean|share)\(\s*([\p{L}_][\p{L}\p{N}_]*)\s*\)\s*\)\s*<=?\s*(\S+)\s*$/u;

/**
 * Reads a target such as `sd(mean(x1)) < 1e-3` or `sd(share(on1)) < 0.001`.
 *
 * @throws DriftgraphError `invalid-option` with the form that is expected.
 */
export function readTarget(text: string): Target {
  const [, estimate, of, number] = FORM.exec(text) ?? [];
  const limit = Number(number);
  if ((estimate === "mean" || estimate === "share") && of !== undefined && limit > 0)
    return { text, estimate, of, limit };
  throw new DriftgraphError(
    "invalid-option",
    `the target is "${text}", expected "sd(mean(x1)) < 1e-3" or "sd(share(event)) < 1e-3"`,
  );
}

/**
 * Checks that a model has what a target is of.
 *
 * @throws DriftgraphError `unknown-name` with what it has.
 */
export function checkTarget(
  { species, observables, events }: Pick<Model, "species" | "observables" | "events">,
  { estimate, of }: Target,
): void {
  const [what, known] =
    estimate === "mean"
      ? ["species or observable", [...species, ...observables]]
      : ["event", events];
  if (!known.some(({ name }) => name === of)) throw unknownName(of, what, known);
}

/**
 * The standard error that a run reached for a target: of its least precise point, if it's a sweep.
 *
 * @throws DriftgraphError `unknown-name` if nothing of that name was summarized.
 */
export function standardError(run: Pick<Run, "ensembles">, target: Target): number {
  return Math.max(...run.ensembles.map((ensemble) => errorOf(ensemble, target)));
}

function errorOf(ensemble: Ensemble, target: Target): number {
  const { variance, count } = momentsOf(ensemble, target);
  return Math.sqrt(variance / count);
}

/**
 * Of what a target is the mean: a species' or observable's value at the end, or whether an event holds
 * there, as 1 or 0.
 *
 * @throws DriftgraphError `unknown-name` if nothing of that name was summarized.
 */
export function momentsOf(
  { series, events }: Ensemble,
  { estimate, of }: Pick<Target, "estimate" | "of">,
): Moments {
  if (estimate === "mean") {
    const found = series.find(({ name }) => name === of);
    if (!found) throw unknownName(of, "species or observable", series);
    const last = (values: Float64Array): number => values.at(-1) ?? Number.NaN;
    return { count: last(found.count), mean: last(found.mean), variance: last(found.variance) };
  }
  const found = events.find(({ name }) => name === of);
  if (!found) throw unknownName(of, "event", events);
  const [holding, count] = [found.holding.at(-1) ?? 0, found.paths.at(-1) ?? 0];
  // Agresti and Coull's share: an event that no path met yet isn't known to be impossible.
  const share = (holding + 2) / (count + 4);
  return { count, mean: holding / count, variance: share * (1 - share) };
}

function unknownName(
  name: string,
  what: string,
  known: readonly { readonly name: string }[],
): DriftgraphError {
  const names = known.map((entry) => entry.name);
  const near = nearest(name, names);
  return new DriftgraphError(
    "unknown-name",
    `unknown ${what} "${name}" in the target, expected one of ${names.join(", ") || "none: there is none"}`,
    { hint: near ? `Did you mean "${near}"?` : undefined },
  );
}
