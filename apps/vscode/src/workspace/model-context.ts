import * as vscode from "vscode";
import { activeModelDocument } from "./model-document.ts";

/** Keeps the context key `driftgraph.modelOpen`, by which menus and keys know whether there is a model to run. */
export function registerModelContext(): vscode.Disposable {
  let shown: boolean | undefined;
  const update = (): void => {
    const open = activeModelDocument() !== undefined;
    if (open === shown) return;
    shown = open;
    void vscode.commands.executeCommand("setContext", "driftgraph.modelOpen", open);
  };
  update();
  return vscode.Disposable.from(
    vscode.window.onDidChangeActiveTextEditor(update),
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      if (document === vscode.window.activeTextEditor?.document) update();
    }),
  );
}
