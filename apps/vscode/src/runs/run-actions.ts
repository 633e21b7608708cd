import * as vscode from "vscode";
import type { RunActions } from "../results/viewer-host.ts";
import { folderOf, nameProblem } from "./run-folder.ts";
import type { RunList } from "./run-list.ts";
import { shareRuns } from "./share-runs.ts";

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
    async shareRuns(root, names) {
      await shareRuns(context, root, names);
    },
  };
}

async function deleteFolder(folder: vscode.Uri): Promise<void> {
  try {
    await vscode.workspace.fs.delete(folder, { recursive: true, useTrash: true });
  } catch {
    // Not every file system has a trash.
    await vscode.workspace.fs.delete(folder, { recursive: true, useTrash: false });
  }
}
