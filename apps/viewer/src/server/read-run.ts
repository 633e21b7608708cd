import path from "node:path";
import { RunLogReader } from "@driftgraph/core";
import { readEvents } from "@driftgraph/eventlog";
import { fileSource } from "@driftgraph/eventlog/node";
import type { RunData } from "../log/run-data.ts";
import { runDataOf } from "../log/run-data-of.ts";
import type { FoundRun } from "./find-runs.ts";

/** More problems than these tell a reader nothing new. */
const MAX_PROBLEMS = 20;

/**
 * Reads all event files of a run.
 *
 * Damage is told in `problems`, and one bad file takes nothing from the others.
 */
export async function readRun({ name, folder, files }: FoundRun): Promise<RunData> {
  const reader = new RunLogReader();
  const problems: string[] = [];
  for (const file of files) {
    const source = fileSource(path.join(folder, file));
    const onProblem = ({
      message,
      offset,
    }: {
      readonly message: string;
      readonly offset: number;
    }): void => {
      problems.push(`${file}, byte ${offset}: ${message}`);
    };
    try {
      for await (const { event } of readEvents(source, { onProblem })) reader.add(event);
    } catch (error) {
      problems.push(error instanceof Error ? error.message : String(error));
    } finally {
      await source.close?.();
    }
  }
  return runDataOf(name, reader.read(), problems.slice(0, MAX_PROBLEMS));
}
