import { DriftgraphError, type Model } from "@driftgraph/core";
import { findModel } from "@driftgraph/models";
import { type LoadOptions, loadModels } from "../analysis/load-models.ts";
import type { ModelReference } from "./run-options.ts";

/**
 * The model that is meant.
 *
 * @throws DriftgraphError with what is wrong with it or its file.
 */
export async function referencedModel(
  reference: ModelReference,
  options: LoadOptions,
): Promise<Model> {
  if (reference.kind === "built-in") return findModel(reference.name);
  const { url, text, index } = reference;
  const loaded = await loadModels(url, text, options);
  if ("message" in loaded) throw new DriftgraphError("model-file", loaded.message);
  const recorded = loaded.recorded[index];
  const [error] = recorded?.errors ?? [];
  if (error) throw error;
  if (recorded?.model) return recorded.model;
  if (loaded.failure !== undefined) throw loaded.failure;
  throw new DriftgraphError("model-file", "the file defines no such model");
}
