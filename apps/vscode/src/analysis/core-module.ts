// The core as model files import it: they and we must share one copy.
export * from "@driftgraph/core";
export { defineModel } from "./record-models.ts";
