import { readFileSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { DriftgraphError, lineOfEquation, type Place } from "@driftgraph/core";

/** A path as the user would type it, if it is below the current folder. */
export function shortPath(file: string): string {
  const relative = path.relative(process.cwd(), file);
  return relative.startsWith("..") || path.isAbsolute(relative) ? file : relative;
}

/**
 * The core's error with its place as a terminal can open it: an equation knows its text alone, and is looked
 * for in the files that the model is from; a file is named as the user would.
 *
 * @returns the same error, if its place is as good as it gets.
 */
export function placedInFile(error: DriftgraphError, files: readonly string[]): DriftgraphError {
  const { code, place, hint } = error;
  const better = place && betterPlace(place, files);
  if (!better) return error;
  const [message = ""] = error.message.split("\n", 1);
  return new DriftgraphError(code, message, { place: better, hint, cause: error });
}

function betterPlace(place: Place, files: readonly string[]): Place | undefined {
  const { where, text, line } = place;
  if (line !== undefined)
    return path.isAbsolute(where) ? { ...place, where: shortPath(where) } : undefined;
  if (text === undefined) return undefined;
  for (const file of files) {
    const found = lineOfEquation(textOf(file), where, text);
    if (found !== undefined) return { ...place, where: `${shortPath(file)}:${found}, ${where}` };
  }
  return undefined;
}

function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
