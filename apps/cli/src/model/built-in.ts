import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import type { Model } from "@driftgraph/core";
import { catalogue } from "@driftgraph/models/catalogue";

/** The names of the built-in models. */
export function builtInNames(): string[] {
  return Object.keys(catalogue);
}

/** The built-in model of a name, if there is one. */
export async function builtInModel(name: string): Promise<Model | undefined> {
  const [, load] = Object.entries(catalogue).find(([known]) => known === name) ?? [];
  return load?.();
}

/** All built-in models. */
export function builtInModels(): Promise<Model[]> {
  return Promise.all(Object.values(catalogue).map((load) => load()));
}

/** The text of a built-in model, as its package holds it. */
export function builtInText(name: string): string {
  const manifest = createRequire(import.meta.url).resolve("@driftgraph/models/package.json");
  return readFileSync(path.join(path.dirname(manifest), "src", `${name}.ts`), "utf8");
}
