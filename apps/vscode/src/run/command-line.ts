import { quoteLine } from "driftgraph/embed";
import * as vscode from "vscode";
import { workspaceFolderOf } from "../runs/log-folder.ts";
import { setting } from "../workspace/settings.ts";
import { commandWords } from "./command-words.ts";
import type { RunOptions } from "./run-options.ts";
import type { RunTarget } from "./target.ts";

/** The command that does the same as a run, as one would type it in the workspace's folder. */
export function commandLine(target: RunTarget, options: RunOptions): string {
  return quoteLine(commandWords(modelName(target), options, logFolder(target)));
}

function modelName(target: RunTarget): string {
  return target.kind === "built-in"
    ? target.name
    : vscode.workspace.asRelativePath(target.uri, false);
}

function logFolder(target: RunTarget): string | undefined {
  const folder = workspaceFolderOf(target);
  return folder && setting("logFolder", folder.uri);
}
