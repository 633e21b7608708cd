import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Place } from "@driftgraph/core";

const FRAME = /(file:\/\/\S+?|[A-Za-z]:\\[^:]+|\/[^:\s]+):(\d+)(?::(\d+))?\)?$/;

/** The innermost frame of an error's stack that lies in a file of the user's. */
export function stackPlace(error: Error, isUsers: (file: string) => boolean): Place | undefined {
  for (const line of (error.stack ?? "").split("\n")) {
    const [, where, row, column] = FRAME.exec(line.trim()) ?? [];
    if (where === undefined || row === undefined) continue;
    const file = where.startsWith("file:") ? fileURLToPath(where) : where;
    if (!isUsers(file)) continue;
    const text = lineOf(file, Number(row));
    if (text === undefined) continue;
    return { where: file, line: Number(row), text, ...(column === undefined ? {} : { column: Number(column) }) };
  }
  return undefined;
}

function lineOf(file: string, row: number): string | undefined {
  try {
    return readFileSync(file, "utf8").split(/\r?\n/)[row - 1];
  } catch {
    return undefined;
  }
}
