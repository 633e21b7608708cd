import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Place } from "@driftgraph/core";

const FRAME = /(file:\/\/\S+?):(\d+)(?::(\d+))?\)?$/;

/**
 * The innermost frame of an error's stack that lies in a module of the user's.
 *
 * For an import that fails, Node puts the place of the import on top of the stack.
 */
export function stackPlace(error: Error, isUsers: (url: string) => boolean): Place | undefined {
  for (const line of (error.stack ?? "").split("\n")) {
    const [, url, row, column] = FRAME.exec(line.trim()) ?? [];
    if (url === undefined || row === undefined || !isUsers(url)) continue;
    const file = fileURLToPath(url);
    const text = lineOf(file, Number(row));
    if (text === undefined) continue;
    return {
      where: file,
      line: Number(row),
      text,
      ...(column === undefined ? {} : { column: Number(column) }),
    };
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
