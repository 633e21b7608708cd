import type * as vscode from "vscode";

/** Makes one HTML file of runs, with the viewer and their logs in it, and asks where to put it. */
export async function shareRuns(
  _context: vscode.ExtensionContext,
  _root: vscode.Uri,
  _runs: readonly string[],
): Promise<void> {
  throw new Error("not yet");
}
