import * as vscode from "vscode";
import type { Services } from "../workspace/services.ts";

/** The output channel and the walkthrough. */
export function registerGeneralCommands({ context, log }: Services): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.commands.registerCommand("driftgraph.showOutput", () => log.show()),
    vscode.commands.registerCommand("driftgraph.openWalkthrough", () =>
      vscode.commands.executeCommand(
        "workbench.action.openWalkthrough",
        `${context.extension.id}#start`,
        false,
      ),
    ),
  );
}
