import * as vscode from "vscode";
import type { RunActions } from "../results/viewer-host.ts";
import type { RunList } from "./run-list.ts";
import { shareRuns } from "./share-runs.ts";

/** What may be in the name of a run's folder. */
const NAME = /^(?!\.{1,2}$)[^\\/:*?"<>|\p{Cc}]+$/u;

/** Why a name can't be a run's; undefined if it can. */
export function nameProblem(name: string): string | undefined {
  return NAME.test(name) && !/[. ]$/.test(name)
    ? undefined
    : vscode.l10n.t("Expected the name of a folder, without / or \\");
}

/** What is done to runs' folders, from the tree and from within viewers; the tree follows. */
export function runActions(
  context: vscode.ExtensionContext,
  runs: RunList,
  closed: (root: vscode.Uri, run: string) => void,
): RunActions {
  return {
    async deleteRun(root, run) {
      const folder = folderOf(root, run);
      const yes = vscode.l10n.t("Delete");
      const question = vscode.l10n.t("Delete the run {0} and its log?", run);
      const detail = folder.fsPath;
      const chosen = await vscode.window.showWarningMessage(question, { modal: true, detail }, yes);
      if (chosen !== yes) return;
      await deleteFolder(folder);
      closed(root, run);
      await runs.note(root, run, { label: undefined, pinned: undefined });
    },
    async renameRun(root, run, name) {
      const problem = nameProblem(name);
      if (problem !== undefined) throw new Error(problem);
      const slash = run.lastIndexOf("/");
      const next = slash < 0 ? name : `${run.slice(0, slash)}/${name}`;
      await vscode.workspace.fs.rename(folderOf(root, run), folderOf(root, next), {
        overwrite: false,
      });
      closed(root, run);
      await runs.moved(root, run, next);
      return next;
    },
    shareRuns: (root, names) => shareRuns(context, root, names),
  };
}

/** The folder of a run, which is below the folder of logs whatever the run is called. */
export function folderOf(root: vscode.Uri, run: string): vscode.Uri {
  const parts = run.split("/");
  if (run === "." || parts.some((part) => part === "" || nameProblem(part) !== undefined))
    throw new Error(vscode.l10n.t("{0} is not a folder of its own", run));
  return vscode.Uri.joinPath(root, ...parts);
}

async function deleteFolder(folder: vscode.Uri): Promise<void> {
  try {
    await vscode.workspace.fs.delete(folder, { recursive: true, useTrash: true });
  } catch {
    // Not every file system has a trash.
    await vscode.workspace.fs.delete(folder, { recursive: true, useTrash: false });
  }
}
