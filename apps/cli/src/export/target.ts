import { existsSync } from "node:fs";
import path from "node:path";
import { UsageError } from "../arguments/usage-error.ts";

/** @throws UsageError if something is there already, or there is no folder to hold it. */
export function checkTarget(file: string): void {
  if (existsSync(file)) throw new UsageError(`${file} exists already, and is never overwritten`);
  if (!existsSync(path.dirname(file)))
    throw new UsageError(`there is no folder ${path.dirname(file)}`);
}
