import * as vscode from "vscode";
import type { Services } from "../workspace/services.ts";
import { hostViewer, type RunActions } from "./viewer-host.ts";

/** Opens event files, our own and TensorFlow's, in the viewer. */
export function registerEventLogEditor(
  { context }: Services,
  actions: RunActions,
): vscode.Disposable {
  const provider: vscode.CustomReadonlyEditorProvider = {
    openCustomDocument: (uri) => ({ uri, dispose: () => undefined }),
    resolveCustomEditor({ uri }, panel) {
      const file = uri.path.split("/").at(-1) ?? "";
      const root = vscode.Uri.joinPath(uri, "..").toString();
      const state = { root, runs: [], file, fragment: "overview" };
      const viewer = hostViewer(
        panel.webview,
        context.extensionUri,
        state,
        actions,
        () => panel.visible,
      );
      panel.onDidDispose(() => viewer.dispose());
    },
  };
  return vscode.window.registerCustomEditorProvider("driftgraph.eventLog", provider, {
    webviewOptions: { retainContextWhenHidden: true },
    supportsMultipleEditorsPerDocument: true,
  });
}
