import { explain, parameterValues, resolvePlan } from "@driftgraph/core";
import type { Palette } from "../terminal/colour.ts";
import { explanationText } from "./explanation-text.ts";
import { resolveModel } from "./resolve.ts";

/** What is proved and computed of a model, for people or as JSON. */
export async function explainModel(
  name: string,
  parameters: Readonly<Record<string, number>>,
  json: boolean,
  colours: Palette,
): Promise<string> {
  const plan = resolvePlan(await resolveModel(name), { parameters });
  const explanation = explain(plan.model, parameterValues(plan.model, plan.given));
  if (json) return `${JSON.stringify({ ...explanation, dt: plan.dt }, undefined, 2)}\n`;
  return explanationText(explanation, plan.dt, colours);
}
