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

/** A model's source. */
export interface ModelSource {
  readonly file: string;
  readonly text: string;
}

/** The source of a built-in model, as its package holds it: what runs is a build of it. */
export function builtInSource(name: string): ModelSource {
  const manifest = createRequire(import.meta.url).resolve("@driftgraph/models/package.json");
  const file = path.join(path.dirname(manifest), "src", `${name}.ts`);
  return { file, text: readFileSync(file, "utf8") };
}

/** Whether a file, perhaps of another installation, is the source of the built-in model of a name. */
export function isBuiltInSource(file: string, name: string): boolean {
  return file.replaceAll("\\", "/").endsWith(`/models/src/${name}.ts`);
}
