import * as vscode from "vscode";

/**
 * Shows a line of a model's file beside the viewer.
 *
 * A log may come from anywhere: only a file that exists is opened, and nothing of it is run.
 */
export async function revealModelLine(
  root: vscode.Uri,
  file: string,
  line: number,
  column = 1,
): Promise<void> {
  const uri = await existing(file, root);
  if (!uri) throw new Error(vscode.l10n.t("The model's file is not here: {0}", file));
  const document = await vscode.workspace.openTextDocument(uri);
  const position = document.validatePosition(
    new vscode.Position(Math.max(0, line - 1), Math.max(0, column - 1)),
  );
  await vscode.window.showTextDocument(document, {
    selection: new vscode.Range(position, position),
    viewColumn: columnOf(uri),
    preserveFocus: false,
  });
}

async function existing(file: string, root: vscode.Uri): Promise<vscode.Uri | undefined> {
  const candidates = [
    /^[a-z][a-z0-9+.-]+:\/\//i.test(file) ? vscode.Uri.parse(file) : undefined,
    /^(\/|[A-Za-z]:[\\/])/.test(file) ? vscode.Uri.file(file) : undefined,
    ...(vscode.workspace.workspaceFolders ?? []).map(({ uri }) => vscode.Uri.joinPath(uri, file)),
    vscode.Uri.joinPath(root, "..", file),
  ];
  for (const uri of candidates) {
    if (uri && (await isFile(uri))) return uri;
  }
  return undefined;
}

async function isFile(uri: vscode.Uri): Promise<boolean> {
  if (vscode.workspace.textDocuments.some((open) => open.uri.toString() === uri.toString()))
    return true;
  try {
    return (await vscode.workspace.fs.stat(uri)).type === vscode.FileType.File;
  } catch {
    return false;
  }
}

/** Where the file is open already, or else the first column: the viewer stays to be seen. */
function columnOf(uri: vscode.Uri): vscode.ViewColumn {
  const open = vscode.window.visibleTextEditors.find(
    ({ document }) => document.uri.toString() === uri.toString(),
  );
  return open?.viewColumn ?? vscode.ViewColumn.One;
}
