import { DriftgraphError, type ErrorCode, type Place } from "../errors/error.ts";
import { currentOrigin } from "../graph/context.ts";
import type { Origin } from "../graph/origin.ts";

/** An error in a model's definition, at the line of the file that defines it. */
export function modelError(code: ErrorCode, message: string, hint?: string): DriftgraphError {
  return new DriftgraphError(code, message, { place: fileOf(currentOrigin()), hint });
}

/** An origin in a file as the place of an error. */
export function fileOf(origin: Origin | undefined): Place | undefined {
  if (origin?.file === undefined) return undefined;
  const { file, line, column } = origin;
  return {
    where: file,
    ...(line !== undefined && { line }),
    ...(column !== undefined && { column }),
  };
}
