import * as vscode from "vscode";
import type { ResultsState } from "./api.ts";
import { type HostedViewer, hostViewer, type RunActions } from "./viewer-host.ts";

/** The type of the panels, for the editor to restore them. */
export const VIEW_TYPE = "driftgraph.results";

interface Panel {
  readonly panel: vscode.WebviewPanel;
  readonly viewer: HostedViewer;
}

/** A view that somebody chose in one of the panels. */
export interface Viewed {
  readonly state: ResultsState;
}

/** The editor tabs with results, each with a viewer of its own. */
export class Results implements vscode.Disposable {
  readonly #extension: vscode.Uri;
  readonly #actions: RunActions;
  readonly #panels = new Set<Panel>();
  readonly #viewed = new vscode.EventEmitter<Viewed>();

  readonly onDidView = this.#viewed.event;

  constructor(extension: vscode.Uri, actions: RunActions) {
    this.#extension = extension;
    this.#actions = actions;
  }

  /** Shows runs of a folder of logs, in the tab that shows them already if there is one. */
  open(
    root: vscode.Uri,
    runs: readonly string[],
    fragment: string,
    options: { readonly preserveFocus?: boolean } = {},
  ): void {
    const key = root.toString();
    const known = [...this.#panels].find(({ viewer }) => {
      const state = viewer.state();
      return state.root === key && state.runs.join("\n") === runs.join("\n");
    });
    if (known) {
      known.viewer.show(fragment);
      known.panel.reveal(undefined, options.preserveFocus);
      return;
    }
    const column = {
      viewColumn: ownColumn(),
      preserveFocus: options.preserveFocus ?? false,
    };
    const panel = vscode.window.createWebviewPanel(VIEW_TYPE, titleOf(runs), column, {
      enableFindWidget: false,
      retainContextWhenHidden: true,
    });
    this.adopt(panel, { root: key, runs, fragment });
  }

  /** Fills a panel, new or restored by the editor. */
  adopt(panel: vscode.WebviewPanel, state: ResultsState): void {
    panel.title = titleOf(state.runs);
    panel.iconPath = {
      light: vscode.Uri.joinPath(this.#extension, "media", "results-light.svg"),
      dark: vscode.Uri.joinPath(this.#extension, "media", "results-dark.svg"),
    };
    const viewer = hostViewer(
      panel.webview,
      this.#extension,
      state,
      this.#actions,
      () => panel.visible,
    );
    const entry = { panel, viewer };
    this.#panels.add(entry);
    viewer.onDidView(() => this.#viewed.fire({ state: viewer.state() }));
    panel.onDidDispose(() => {
      viewer.dispose();
      this.#panels.delete(entry);
    });
  }

  /** What the tabs show, the one in front first. */
  get shown(): readonly ResultsState[] {
    return [...this.#panels]
      .sort((a, b) => Number(b.panel.active) - Number(a.panel.active))
      .map(({ viewer }) => viewer.state());
  }

  /** Closes the tabs that show nothing but runs that are gone. */
  close(root: vscode.Uri, run: string): void {
    for (const { panel, viewer } of this.#panels) {
      const state = viewer.state();
      if (state.root === root.toString() && state.runs.join() === run) panel.dispose();
    }
  }

  /** Leaves the tabs to the editor: the next window restores them. */
  dispose(): void {
    for (const { viewer } of this.#panels) viewer.dispose();
    this.#viewed.dispose();
  }
}

function titleOf(runs: readonly string[]): string {
  const [first, ...others] = runs;
  if (first === undefined) return vscode.l10n.t("Driftgraph runs");
  return others.length === 0 ? first : vscode.l10n.t("{0} and {1} more", first, others.length);
}

/** The column that has a tab of ours already: one beside the code is enough, as long as it doesn't hide the code. */
export function ownColumn(): vscode.ViewColumn {
  const group = vscode.window.tabGroups.all.find(({ tabs }) =>
    tabs.some(
      ({ input }) =>
        input instanceof vscode.TabInputWebview && input.viewType.includes("driftgraph."),
    ),
  );
  const code = vscode.window.activeTextEditor?.viewColumn;
  return group && group.viewColumn !== code ? group.viewColumn : vscode.ViewColumn.Beside;
}
