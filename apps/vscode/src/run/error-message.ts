import { DriftgraphError } from "@driftgraph/core";
import { firstLine } from "../analysis/diagnose.ts";

/** What went wrong and what helps, in one line: a form's field and a notification have no more. */
export function errorMessage(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof DriftgraphError)
    return firstLine(error.message) + (error.hint === undefined ? "" : `. ${error.hint}`);
  // What a missing part needs stands in its further lines.
  if (error.name === "SetupError") return error.message.replace(/\s*\n\s*/g, ". ");
  return firstLine(error.message);
}
