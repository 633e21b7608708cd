import type { Plan } from "../run/plan.ts";
import { timeOfStep } from "../run/time-grid.ts";
import type { HParam } from "./event.ts";

/** The settings of a run beside its model's parameters. */
export function settingsOf(plan: Plan): Readonly<Record<string, HParam>> {
  return {
    model: plan.model.name,
    scheme: plan.scheme.name,
    paths: plan.paths,
    firstPath: plan.firstPath,
    dt: plan.dt,
    tEnd: plan.tEnd,
    every: timeOfStep(plan.every, plan.dt),
    seed: exact(plan.seed),
    dtype: plan.dtype,
    backend: plan.backend,
    ...(plan.nonFinite === "count" && { nonFinite: plan.nonFinite }),
    // One by one, since hyperparameters are numbers and words.
    ...plan.tolerance,
  };
}

/** All that a run was given: parameters under their own names, then settings. */
export function hparamsOf(
  plan: Plan,
  parameters: Readonly<Record<string, number>>,
): Readonly<Record<string, HParam>> {
  const hparams: Record<string, HParam> = { ...parameters };
  for (const [name, value] of Object.entries(settingsOf(plan))) {
    // A model may have a parameter of that name; its own name is the parameter's.
    hparams[Object.hasOwn(parameters, name) ? `run.${name}` : name] = value;
  }
  return hparams;
}

/** A seed as a number if that is exact, else its digits. */
function exact(seed: bigint): number | string {
  return seed <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(seed) : seed.toString();
}
