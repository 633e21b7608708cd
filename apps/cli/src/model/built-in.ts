import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import type { Model } from "@driftgraph/core";
import { models } from "@driftgraph/models";

/** The names of the built-in models. */
export function builtInNames(): string[] {
  return builtInModels().map(({ name }) => name);
}

/** The built-in model of a name, if there is one. */
export function builtInModel(name: string): Model | undefined {
  return builtInModels().find((model) => model.name === name);
}

/** All built-in models. */
export function builtInModels(): Model[] {
  return Object.values(models);
}

/** The text of a built-in model, as its package holds it. */
export function builtInText(name: string): string {
  const manifest = createRequire(import.meta.url).resolve("@driftgraph/models/package.json");
  return readFileSync(path.join(path.dirname(manifest), "src", `${name}.ts`), "utf8");
}
