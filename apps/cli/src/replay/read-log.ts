import { statSync } from "node:fs";
import { readdir } from "node:fs/promises";
import path from "node:path";
import { type LoggedRun, RunLogReader } from "@driftgraph/core";
import { isEventFileName, readEvents } from "@driftgraph/eventlog";
import { fileSource } from "@driftgraph/eventlog/node";
import { UsageError } from "../arguments/usage-error.ts";

/**
 * Reads the log in a run's folder.
 *
 * @throws UsageError if there is none.
 */
export async function readLog(folder: string): Promise<LoggedRun> {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    throw new UsageError(`there is no run ${folder}`, {
      hint: "A run is named by its folder, such as runs/switch-1.",
    });
  }
  const files = (await readdir(folder)).filter(isEventFileName).sort();
  if (files.length === 0) throw new UsageError(`${folder} holds no event files`);
  const reader = new RunLogReader();
  for (const file of files) {
    const source = fileSource(path.join(folder, file));
    try {
      for await (const { event } of readEvents(source)) reader.add(event);
    } finally {
      await source.close?.();
    }
  }
  return reader.read();
}
