import * as vscode from "vscode";
import type { RunTarget } from "../run/target.ts";
import { setting } from "../workspace/settings.ts";

/**
 * The folder that a model's runs are logged to: `driftgraph.logFolder` below its workspace folder, or the
 * extension's own where there is no folder on a disk.
 */
export function logFolderOf(target: RunTarget, context: vscode.ExtensionContext): vscode.Uri {
  const workspace = workspaceFolderOf(target);
  return workspace ? logFolderIn(workspace) : ownFolder(context);
}

/** The folders of logs of all workspace folders, and the extension's own. */
export function logFolders(context: vscode.ExtensionContext): vscode.Uri[] {
  const folders = (vscode.workspace.workspaceFolders ?? []).filter(isOnDisk);
  return [...folders.map(logFolderIn), ownFolder(context)];
}

/** The folder that a command for a model would be run in. */
export function workspaceFolderOf(target: RunTarget): vscode.WorkspaceFolder | undefined {
  const folder =
    target.kind === "file"
      ? vscode.workspace.getWorkspaceFolder(target.uri)
      : vscode.workspace.workspaceFolders?.[0];
  return folder && isOnDisk(folder) ? folder : undefined;
}

/** The extension's own folder of logs. */
function ownFolder({ globalStorageUri }: vscode.ExtensionContext): vscode.Uri {
  return vscode.Uri.joinPath(globalStorageUri, "runs");
}

function isOnDisk({ uri }: vscode.WorkspaceFolder): boolean {
  return uri.scheme === "file";
}

function logFolderIn({ uri }: vscode.WorkspaceFolder): vscode.Uri {
  const name = setting("logFolder", uri);
  const absolute = name.startsWith("/") || /^[A-Za-z]:[\\/]/.test(name);
  return absolute ? vscode.Uri.file(name) : vscode.Uri.joinPath(uri, name);
}
