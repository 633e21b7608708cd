import * as vscode from "vscode";
import { Rpc } from "../messages/rpc.ts";
import { resourceRoots, webviewHtml } from "../webview/html.ts";
import type { ResultsHostApi, ResultsPageApi, ResultsState } from "./api.ts";
import { logFiles } from "./log-files.ts";
import { revealModelLine } from "./reveal-line.ts";

/** What can be done to runs from within a viewer. */
export interface RunActions {
  /** Asks once for all of them. */
  deleteRuns(runs: readonly { readonly root: vscode.Uri; readonly run: string }[]): Promise<void>;
  renameRun(root: vscode.Uri, run: string, name: string): Promise<string>;
  shareRuns(root: vscode.Uri, runs: readonly string[]): Promise<void>;
}

/** A viewer in a webview. */
export interface HostedViewer {
  /** The view as it is now. */
  state(): ResultsState;
  show(fragment: string): void;
  refresh(): void;
  readonly onDidView: vscode.Event<string>;
  dispose(): void;
}

/** Live logs are looked at this often while they can be seen. */
const POLL_MS = 1000;

/** The viewer's bundle. */
const VIEWER = "node_modules/@driftgraph/viewer/dist/page/viewer.js";

const STYLE = `html, body { height: 100%; margin: 0; padding: 0; overflow: hidden; }
driftgraph-viewer { display: block; height: 100%; }
#late { margin: 1em; visibility: hidden; animation: late 0s 15s forwards; }
@keyframes late { to { visibility: visible; } }`;

/** Puts the viewer into a webview and answers what it asks. */
export function hostViewer(
  webview: vscode.Webview,
  extension: vscode.Uri,
  initial: ResultsState,
  actions: RunActions,
  isVisible: () => boolean,
): HostedViewer {
  let state = initial;
  const viewed = new vscode.EventEmitter<string>();
  const root = vscode.Uri.parse(initial.root, true);
  const files = logFiles(root, initial.file);
  webview.options = { enableScripts: true, localResourceRoots: resourceRoots(extension) };
  const host: ResultsHostApi = {
    state: () => state,
    files: async () => (await files.list()).filter((path) => isShown(path, initial.runs)),
    size: (path) => files.size(String(path)),
    read: (path, offset, length) => files.read(String(path), Number(offset), Number(length)),
    viewed: (fragment) => {
      state = { ...state, fragment: String(fragment) };
      viewed.fire(state.fragment);
    },
    revealSource: (file, line, column) => revealModelLine(root, String(file), line, column),
    deleteRun: (run) => actions.deleteRuns([{ root, run: String(run) }]),
    renameRun: (run, name) => actions.renameRun(root, String(run), String(name)),
    shareRuns: (runs) => actions.shareRuns(root, [...runs].map(String)),
  };
  const page = new Rpc<ResultsPageApi>(
    {
      post: (message) => void webview.postMessage(message),
      onMessage: (listener) => webview.onDidReceiveMessage(listener),
    },
    host,
  );
  webview.html = webviewHtml(webview, extension, {
    title: vscode.l10n.t("Driftgraph results"),
    scripts: [VIEWER, "webview/results.js"],
    // Without the viewer's help, as that is what is missing then.
    body: `<p id="late">${vscode.l10n.t("The viewer hasn't loaded. Close this tab and open the run again.")}</p>`,
    style: STYLE,
  });
  const refresh = (): void => void page.call("changed").catch(() => undefined);
  const timer = setInterval(() => {
    if (isVisible()) refresh();
  }, POLL_MS);
  return {
    state: () => state,
    show: (fragment) => {
      state = { ...state, fragment };
      void page.call("show", fragment).catch(() => undefined);
    },
    refresh,
    onDidView: viewed.event,
    dispose() {
      clearInterval(timer);
      viewed.dispose();
      page.fail("the viewer is closed");
    },
  };
}

function isShown(path: string, runs: readonly string[]): boolean {
  return runs.length === 0 || runs.some((run) => run === "." || path.startsWith(`${run}/`));
}
