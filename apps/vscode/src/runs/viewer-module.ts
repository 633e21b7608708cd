import { pathToFileURL } from "node:url";
import * as vscode from "vscode";

/** The viewer's server and its reports: a module of their own, loaded when one of them is needed. */
export type ViewerModule = typeof import("./viewer-server.ts");

export async function viewerModule(extension: vscode.Uri): Promise<ViewerModule> {
  const file = vscode.Uri.joinPath(extension, "dist", "workers", "viewer-server.mjs");
  return (await import(pathToFileURL(file.fsPath).href)) as ViewerModule; // built from it
}
