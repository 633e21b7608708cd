import * as vscode from "vscode";

/** Languages that models are written in. */
const LANGUAGES = ["typescript", "javascript"] as const;

/** The documents that features look at; whether they hold a model is `isModelDocument`'s to say. */
export const SELECTOR: vscode.DocumentSelector = LANGUAGES.map((language) => ({ language }));

/** Whether a document may define a model: it imports our core and names `defineModel`. */
export function isModelDocument(document: vscode.TextDocument): boolean {
  if (!LANGUAGES.some((language) => language === document.languageId)) return false;
  if (document.uri.scheme === "git" || document.uri.scheme === "vscode-chat-code-block")
    return false;
  const text = document.getText();
  return text.includes("@driftgraph/core") && text.includes("defineModel");
}

/** A range of offsets as the editor takes it. */
export function rangeOf(
  document: vscode.TextDocument,
  { start, end }: { readonly start: number; readonly end: number },
): vscode.Range {
  return new vscode.Range(document.positionAt(start), document.positionAt(end));
}

/** The document of the active editor, if it is one of a model. */
export function activeModelDocument(): vscode.TextDocument | undefined {
  const document = vscode.window.activeTextEditor?.document;
  return document && isModelDocument(document) ? document : undefined;
}
