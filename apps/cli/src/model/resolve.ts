import { readdirSync, statSync } from "node:fs";
import path from "node:path";
import { DriftgraphError, type Model, nearest } from "@driftgraph/core";
import { builtInModel, builtInNames } from "./built-in.ts";

const MODEL_FILE = /\.(ts|mts|js|mjs)$/;

/**
 * The model that a user names: a built-in one, or a file.
 *
 * @throws DriftgraphError `unknown-model` with the nearest name, or `model-file` with what is wrong.
 */
export async function resolveModel(given: string): Promise<Model> {
  if (!looksLikeFile(given)) {
    const model = await builtInModel(given);
    if (model) return model;
    throw unknownModel(given);
  }
  checkFile(given);
  const { loadModelFile } = await import("./load-file.ts");
  return loadModelFile(path.resolve(given));
}

function looksLikeFile(given: string): boolean {
  return (
    MODEL_FILE.test(given) ||
    given.includes("/") ||
    given.includes(path.sep) ||
    given.startsWith(".")
  );
}

function unknownModel(given: string): DriftgraphError {
  const names = builtInNames();
  const near = nearest(given, names);
  const file = fileNamed(given);
  const hints = [near && `"${near}"`, file && `the file ./${file}`].filter((hint) => hint);
  return new DriftgraphError(
    "unknown-model",
    `unknown model "${given}", expected one of ${names.join(", ")}, or a file`,
    {
      hint:
        hints.length > 0
          ? `Did you mean ${hints.join(" or ")}?`
          : "driftgraph models lists the built-in ones.",
    },
  );
}

/** A model file in the current folder whose name without its ending was given. */
function fileNamed(given: string): string | undefined {
  return [".ts", ".mts", ".js", ".mjs"].map((ending) => given + ending).find(isFile);
}

function checkFile(given: string): void {
  if (!isFile(given)) throw notAFile(given);
  if (MODEL_FILE.test(given)) return;
  throw new DriftgraphError(
    "model-file",
    `${given} can't be a model file: these end in .ts, .mts, .js or .mjs`,
  );
}

function notAFile(given: string): DriftgraphError {
  if (statSync(given, { throwIfNoEntry: false })?.isDirectory()) {
    return new DriftgraphError("model-file", `${given} is a folder, expected a model file`);
  }
  const near = nearestFile(given) ?? nearestModel(given);
  return new DriftgraphError("model-file", `there is no file ${given}`, {
    hint: near === undefined ? undefined : `Did you mean ${near}?`,
  });
}

function nearestFile(given: string): string | undefined {
  const folder = path.dirname(given);
  const near = nearest(path.basename(given), modelFilesIn(folder));
  return near === undefined ? undefined : path.join(folder, near);
}

function nearestModel(given: string): string | undefined {
  const near = nearest(path.basename(given).replace(MODEL_FILE, ""), builtInNames());
  return near === undefined ? undefined : `the built-in model "${near}"`;
}

function modelFilesIn(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => MODEL_FILE.test(name));
  } catch {
    return [];
  }
}

function isFile(given: string): boolean {
  return statSync(given, { throwIfNoEntry: false })?.isFile() ?? false;
}
