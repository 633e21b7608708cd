import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { DriftgraphError, type Model, type Place } from "@driftgraph/core";
import { checkModel } from "./check-model.ts";
import { placedInFile, shortPath } from "./equation-place.ts";
import { installHooks, type LoadedFiles } from "./hooks.ts";
import { modelHost } from "./host.ts";
import { stackPlace } from "./stack-place.ts";

/**
 * Loads the model that a file default-exports, and runs nothing else of it than loading does.
 *
 * @param file an absolute path.
 * @throws DriftgraphError `model-file` with the place in the user's own file.
 */
export async function loadModelFile(file: string): Promise<Model> {
  const loaded = await installHooks();
  const url = pathToFileURL(file).href;
  const exports = await modelHost()
    .importModule(url)
    .catch(async (error: unknown) => {
      throw await explain(error, file, loaded);
    });
  return checkModel(exports, shortPath(file));
}

async function explain(
  error: unknown,
  file: string,
  loaded: LoadedFiles,
): Promise<DriftgraphError> {
  if (error instanceof DriftgraphError) {
    const others = loaded.urls().filter((url) => !url.endsWith(".json"));
    return placedInFile(error, [...new Set([file, ...others.map((url) => fileURLToPath(url))])]);
  }
  const name = shortPath(file);
  if (!(error instanceof Error))
    return modelFileError(`${name} threw ${String(error)} while loading`, error);
  const code = "code" in error ? String(error.code) : "";
  if (code.startsWith("ERR_MODULE_NOT_FOUND") || code === "MODULE_NOT_FOUND")
    return notFound(error, name);
  if (isSyntaxError(error, code)) {
    const found = await syntaxError(error, file, loaded);
    if (found) return found;
  }
  const what =
    error instanceof SyntaxError ? error.message : `${error.name}: ${firstLine(error.message)}`;
  return modelFileError(`${name} can't be loaded: ${what}`, error, placeIn(error, loaded));
}

function isSyntaxError(error: Error, code: string): boolean {
  return error instanceof SyntaxError || code.includes("TYPESCRIPT");
}

/** Node tells no place of a syntax error, so the user's files are parsed once more. */
async function syntaxError(
  error: Error,
  file: string,
  loaded: LoadedFiles,
): Promise<DriftgraphError | undefined> {
  const { findSyntaxError } = await import("./strip-types.ts");
  for (const candidate of new Set([file, ...loaded.urls().map((url) => fileURLToPath(url))])) {
    if (candidate.endsWith(".json")) continue;
    const source = readFileSync(candidate, "utf8");
    const found = findSyntaxError(source, candidate);
    if (!found) continue;
    const where = shortPath(candidate);
    const text = source.split(/\r?\n/)[found.line - 1] ?? "";
    const place: Place = {
      where,
      line: found.line,
      column: found.column,
      text,
      length: found.length,
    };
    return modelFileError(`${where} has a syntax error: ${found.message}`, error, place);
  }
  return undefined;
}

function notFound(error: Error, name: string): DriftgraphError {
  const [, missing = ""] = /Cannot find (?:module|package) '([^']+)'/.exec(error.message) ?? [];
  const shown = path.isAbsolute(missing) ? shortPath(missing) : missing;
  const hint = path.isAbsolute(missing)
    ? undefined
    : `Install it beside the model (npm install ${missing}), or check the spelling.`;
  return modelFileError(`${name} imports "${shown}", which can't be found`, error, undefined, hint);
}

function modelFileError(
  message: string,
  cause: unknown,
  place?: Place,
  hint?: string,
): DriftgraphError {
  return new DriftgraphError("model-file", message, { cause, place, hint });
}

/** The place in the user's own files at which an error was thrown. */
function placeIn(error: Error, loaded: LoadedFiles): Place | undefined {
  const place = stackPlace(error, loaded.isUsers);
  return place && { ...place, where: shortPath(place.where) };
}

function firstLine(text: string): string {
  return text.split("\n", 1)[0] ?? text;
}
