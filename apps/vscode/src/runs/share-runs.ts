import * as vscode from "vscode";
import { folderOf } from "./run-folder.ts";
import { viewerModule } from "./viewer-module.ts";

/** Makes one HTML file of runs, with the viewer and their logs in it, where its user wants it. */
export async function shareRuns(
  context: vscode.ExtensionContext,
  root: vscode.Uri,
  runs: readonly string[],
  given?: vscode.Uri,
): Promise<vscode.Uri | undefined> {
  const target = given ?? (await askWhere(root, runs));
  if (!target) return undefined;
  const title = vscode.l10n.t("Sharing {0}", runs.join(", "));
  const location = vscode.ProgressLocation.Window;
  await vscode.window.withProgress({ location, title }, async () => {
    const { makeReport } = await viewerModule(context.extensionUri);
    const folders = runs.map((run) => (run === "." ? root : folderOf(root, run)).fsPath);
    const { html } = await makeReport(folders);
    await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(html));
  });
  if (!given) void offerToOpen(target);
  return target;
}

async function askWhere(
  root: vscode.Uri,
  runs: readonly string[],
): Promise<vscode.Uri | undefined> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? root;
  const name = `${(runs[0] ?? "runs").replaceAll("/", "-")}.html`;
  return await vscode.window.showSaveDialog({
    defaultUri: vscode.Uri.joinPath(folder, name),
    filters: { HTML: ["html"] },
    title: vscode.l10n.t("Share as one HTML file"),
  });
}

async function offerToOpen(file: vscode.Uri): Promise<void> {
  const open = vscode.l10n.t("Open");
  const message = vscode.l10n.t("Everything is in {0}", file.path.split("/").at(-1) ?? "");
  const chosen = await vscode.window.showInformationMessage(message, open);
  if (chosen === open) await vscode.env.openExternal(file);
}
