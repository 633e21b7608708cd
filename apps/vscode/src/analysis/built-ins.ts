import { models } from "@driftgraph/models";
import { type ModelFacts, modelFacts } from "./model-facts.ts";

/** The built-in models. */
export function builtInFacts(): ModelFacts[] {
  return Object.values(models).map(modelFacts);
}
