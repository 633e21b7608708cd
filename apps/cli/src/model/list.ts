import type { Palette } from "../terminal/colour.ts";
import { showCount, showExact } from "../terminal/number.ts";
import { table } from "../terminal/table.ts";
import { builtInModels } from "./built-in.ts";

/** A built-in model as `driftgraph models` lists it. */
export interface ListedModel {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly source: string;
  readonly species: readonly string[];
  readonly parameters: readonly string[];
  readonly run: { readonly paths: number; readonly tEnd: number; readonly dt: number };
}

/** All built-in models. */
export async function allModels(): Promise<ListedModel[]> {
  const models = await builtInModels();
  return models.map((model) => ({
    name: model.name,
    title: model.title ?? "",
    description: model.description ?? "",
    source: model.source ?? "",
    species: model.species.map(({ name }) => name),
    parameters: model.parameters.map(({ name }) => name),
    run: model.run,
  }));
}

/** The models as a table for people. */
export function modelLines(models: readonly ListedModel[], colours: Palette): string {
  const lines = table(
    [
      { heading: "model", align: "left" },
      { heading: "what it is", align: "left" },
      { heading: "species", align: "left" },
      { heading: "typical run", align: "left" },
    ],
    models.map(({ name, title, species, run }) => [name, title, species.join(", "), typical(run)]),
    colours.dim,
  );
  return `${lines.join("\n")}\n`;
}

function typical({ paths, tEnd, dt }: ListedModel["run"]): string {
  return `${showCount(paths)} paths to t = ${showExact(tEnd)}, dt = ${showExact(dt)}`;
}
