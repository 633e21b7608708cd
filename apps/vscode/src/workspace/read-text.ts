import * as vscode from "vscode";

/** The text of a file as it stands in the editor, or else in its file system; undefined if there is none. */
export async function readText(url: string): Promise<string | undefined> {
  const uri = vscode.Uri.parse(url, true);
  const open = vscode.workspace.textDocuments.find(
    (document) => document.uri.toString() === uri.toString(),
  );
  if (open) return open.getText();
  try {
    const bytes = await vscode.workspace.fs.readFile(uri);
    return new TextDecoder().decode(bytes);
  } catch {
    return undefined;
  }
}

/** A document's address as the workers know it: as a module's URL. */
export function moduleUrl(uri: vscode.Uri): string {
  // The engine knows a place in a stack by `://`, which an untitled document's address doesn't have.
  return uri.scheme === "untitled" ? `untitled://${encodeURI(uri.path)}.ts` : uri.toString();
}
