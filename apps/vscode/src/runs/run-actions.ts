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
    async deleteRuns(doomed) {
      const folders = doomed.map(({ root, run }) => folderOf(root, run));
      if (!(await askToDelete(doomed, folders))) return;
      for (const [i, { root, run }] of doomed.entries()) {
        await deleteFolder(folders[i] ?? folderOf(root, run));
        closed(root, run);
        await runs.note(root, run, { label: undefined, pinned: undefined });
      }
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

async function askToDelete(
  doomed: readonly { readonly run: string }[],
  folders: readonly vscode.Uri[],
): Promise<boolean> {
  const [first] = doomed;
  if (!first) return false;
  const yes = vscode.l10n.t("Delete");
  const question =
    doomed.length === 1
      ? vscode.l10n.t("Delete the run {0} and its log?", first.run)
      : vscode.l10n.t("Delete {0} runs and their logs?", doomed.length);
  const detail = folders.map(({ fsPath }) => fsPath).join("\n");
  return (await vscode.window.showWarningMessage(question, { modal: true, detail }, yes)) === yes;
}

async function deleteFolder(folder: vscode.Uri): Promise<void> {
  try {
    await vscode.workspace.fs.delete(folder, { recursive: true, useTrash: true });
  } catch {
    // Not every file system has a trash.
    await vscode.workspace.fs.delete(folder, { recursive: true, useTrash: false });
  }
}
