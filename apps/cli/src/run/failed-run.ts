import path from "node:path";
import { NonFiniteError, pointNames, RunError } from "@driftgraph/core";
import { quoteLine } from "../arguments/quote.ts";
import { placedInFile } from "../model/equation-place.ts";

/** A run that failed after it had started: what was computed is in its log. */
export class FailedRun extends Error {
  override readonly name = "RunError";

  constructor(cause: unknown, folder: string) {
    const message = messageOf(cause);
    const lines = [message, `  What was computed is in ${folder}.`, ...replayLine(cause, folder)];
    super(lines.join("\n"), { cause });
  }
}

/** What went wrong; where that is in an equation, with its line in the model's file. */
function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (!(error instanceof RunError)) return error.message;
  const { file } = error.run.plan.model;
  return file === undefined ? error.message : placedInFile(error.cause, [file]).message;
}

/** How to look at the path that made the run fail. */
function replayLine(error: unknown, folder: string): string[] {
  if (!(error instanceof RunError) || !(error.cause instanceof NonFiniteError)) return [];
  const { run, cause } = error;
  return cause.path === undefined
    ? []
    : [`  ${replayHint(run, run.ensembles.length - 1, cause.path, folder)}`];
}

/** The command that shows a path of a run, or of a sweep's point. */
export function replayHint(
  { plan }: Pick<RunError["run"], "plan">,
  point: number,
  index: number,
  folder: string,
): string {
  const swept = Object.keys(plan.points[0] ?? {}).length > 0;
  const below = swept ? path.join(folder, pointNames(plan.points)[point] ?? "") : folder;
  return `See it: ${quoteLine(["driftgraph", "replay", below, "--path", String(index)])}`;
}
