import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { DriftgraphError, type LoggedRun, type Model, modelDifference } from "@driftgraph/core";
import { builtInModel, isBuiltInSource } from "../model/built-in.ts";

/** The model of a logged run, and where it was found. */
export interface FoundModel {
  readonly model: Model;
  /** What a user should know of where it came from, if it isn't where the run found it. */
  readonly note: string | undefined;
}

/** Where a logged model may be found again; each gives the model, or why it isn't there. */
type Source = (logged: LoggedRun) => Promise<Model | string>;

/**
 * The very model that a run simulated: built in, in its file, or as the text that the log has of it.
 *
 * @throws DriftgraphError `model-file` if it changed or is gone, with what is different.
 */
export async function loggedModel(logged: LoggedRun): Promise<FoundModel> {
  const sources: readonly Source[] = [fromBuiltIn, fromFile, fromText];
  const reasons: string[] = [];
  for (const source of sources) {
    const found = await source(logged);
    if (typeof found !== "string") {
      const why = source === fromText ? reasons.at(-1) : undefined;
      const note = why === undefined ? undefined : `${why}; the text in the log is used instead`;
      return { model: found, note };
    }
    if (found !== "") reasons.push(found);
  }
  const { name = "?" } = logged.model ?? {};
  throw new DriftgraphError(
    "model-file",
    `the model ${name} of this run can't be had any more:\n${reasons.map((reason) => `  ${reason}`).join("\n")}`,
  );
}

async function fromBuiltIn(logged: LoggedRun): Promise<Model | string> {
  const { name = "" } = logged.model ?? {};
  const model = await builtInModel(name);
  if (!model) return "";
  const difference = modelDifference(logged, model);
  // A file of the user's may have the name of a built-in model: no reason to say anything.
  if (difference !== undefined && usersFile(logged) !== undefined) return "";
  return difference === undefined ? model : `the built-in model ${name} has changed: ${difference}`;
}

/** The file that a user's model was loaded from: a built-in one's source is no model file by itself. */
function usersFile({ model }: LoggedRun): string | undefined {
  if (model?.file === undefined || isBuiltInSource(model.file, model.name)) return undefined;
  return model.file;
}

async function fromFile(logged: LoggedRun): Promise<Model | string> {
  const { text } = logged.model ?? {};
  const file = usersFile(logged);
  if (file === undefined || text === undefined) return "";
  if (!statSync(file, { throwIfNoEntry: false })?.isFile()) return `${file} is gone`;
  return loadFrom(file, logged, `${file} has changed`);
}

/** The text that the log has of the model's file; one that imports files beside it can't be loaded alone. */
async function fromText(logged: LoggedRun): Promise<Model | string> {
  const { file = "model.ts", text } = logged.model ?? {};
  if (text === undefined) return "the log has no text of the model";
  const folder = mkdtempSync(path.join(tmpdir(), "driftgraph-model-"));
  try {
    const copy = path.join(folder, path.basename(file));
    writeFileSync(copy, text);
    return await loadFrom(copy, logged, "the text in the log is no longer the same model");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function loadFrom(file: string, logged: LoggedRun, changed: string): Promise<Model | string> {
  const { loadModelFile } = await import("../model/load-file.ts");
  try {
    const model = await loadModelFile(file);
    const difference = modelDifference(logged, model);
    return difference === undefined ? model : `${changed}: ${difference}`;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return `${changed}: ${error.message.split("\n")[0]}`;
  }
}
