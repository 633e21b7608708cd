import { DriftgraphError, type Model, nearest } from "@driftgraph/core";
import { coxIngersollRoss } from "./cox-ingersoll-ross.ts";
import { doubleWell } from "./double-well.ts";
import { fitzhughNagumo } from "./fitzhugh-nagumo.ts";
import { geometricBrownianMotion } from "./geometric-brownian-motion.ts";
import { heston } from "./heston.ts";
import { lotkaVolterra } from "./lotka-volterra.ts";
import { ornsteinUhlenbeck } from "./ornstein-uhlenbeck.ts";
import { repressilator } from "./repressilator.ts";
import { schloegl } from "./schloegl.ts";
import { switchModel } from "./switch.ts";

/** The built-in models by the names that the command knows them by. */
export const models = {
  switch: switchModel,
  repressilator,
  "geometric-brownian-motion": geometricBrownianMotion,
  "ornstein-uhlenbeck": ornsteinUhlenbeck,
  "cox-ingersoll-ross": coxIngersollRoss,
  schloegl,
  "lotka-volterra": lotkaVolterra,
  "fitzhugh-nagumo": fitzhughNagumo,
  "double-well": doubleWell,
  heston,
} as const satisfies Readonly<Record<string, Model>>;

/**
 * The built-in model of a name.
 *
 * @throws DriftgraphError `unknown-model` with the nearest name.
 */
export function findModel(name: string): Model {
  const found = Object.entries(models).find(([known]) => known === name);
  if (found) return found[1];
  const names = Object.keys(models);
  const near = nearest(name, names);
  throw new DriftgraphError(
    "unknown-model",
    `unknown model "${name}", expected one of ${names.join(", ")}`,
    {
      hint: near === undefined ? undefined : `Did you mean "${near}"?`,
    },
  );
}
