import * as vscode from "vscode";
import type { Services } from "../workspace/services.ts";
import { folderOf } from "./run-folder.ts";
import { type ViewerModule, viewerModule } from "./viewer-module.ts";

type Server = ReturnType<ViewerModule["startServer"]>;

/** Servers that were started, by folder: each lasts as long as the window. */
const servers = new Map<string, Server>();

/** Serves a run's log to this machine only, and opens it in the browser. */
export async function openInBrowser(
  { context, log }: Services,
  root: vscode.Uri,
  run: string,
): Promise<void> {
  const folder = run === "." ? root : folderOf(root, run);
  const starting = servers.get(folder.fsPath) ?? start(context, folder);
  servers.set(folder.fsPath, starting);
  const { url } = await starting;
  log.info(`Serving ${folder.fsPath} at ${url}`);
  // Forwarded where the extension runs on another machine than the browser.
  const address = await vscode.env.asExternalUri(vscode.Uri.parse(url));
  await vscode.env.openExternal(address);
}

async function start(context: vscode.ExtensionContext, folder: vscode.Uri): Server {
  const { startServer } = await viewerModule(context.extensionUri);
  const server = await startServer(folder.fsPath);
  context.subscriptions.push({ dispose: () => void server.close() });
  return server;
}
