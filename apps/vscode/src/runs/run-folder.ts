import * as vscode from "vscode";

/** What may be in the name of a run's folder. */
const NAME = /^(?!\.{1,2}$)[^\\/:*?"<>|\p{Cc}]+$/u;

/** Why a name can't be a run's; undefined if it can. */
export function nameProblem(name: string): string | undefined {
  return NAME.test(name) && !/[. ]$/.test(name)
    ? undefined
    : vscode.l10n.t("Expected the name of a folder, without / or \\");
}

/** The folder of a run, which is below the folder of logs whatever the run is called. */
export function folderOf(root: vscode.Uri, run: string): vscode.Uri {
  const parts = run.split("/");
  if (run === "." || parts.some((part) => part === "" || nameProblem(part) !== undefined))
    throw new Error(vscode.l10n.t("{0} is not a folder of its own", run));
  return vscode.Uri.joinPath(root, ...parts);
}
