import * as vscode from "vscode";
import { progressText } from "../code/code-lens.ts";
import type { EndedRun } from "../run/runner.ts";
import { activeModelDocument } from "./model-document.ts";
import type { Services } from "./services.ts";

/** One item in the status bar: how the run is going, how the last one ended, or how to begin. */
export function registerStatusBar({ runner }: Services): vscode.Disposable {
  const item = vscode.window.createStatusBarItem(
    "driftgraph.status",
    vscode.StatusBarAlignment.Left,
    10,
  );
  item.name = "Driftgraph";
  let last: EndedRun | undefined;
  const update = (): void => {
    const [run, ...others] = runner.current;
    if (run) {
      const more = others.length > 0 ? ` +${others.length}` : "";
      item.text = `$(sync~spin) ${run.model ?? "Driftgraph"} ${progressText(run)}${more}`;
      item.tooltip = `${run.summary ?? ""}\n${vscode.l10n.t("Click to cancel")}`;
      item.command = "driftgraph.cancel";
      item.show();
      return;
    }
    if (!last && !activeModelDocument()) {
      item.hide();
      return;
    }
    item.text = last ? endText(last) : "$(graph-line) Driftgraph";
    item.tooltip = last?.outcome.error?.message ?? vscode.l10n.t("Run the model");
    item.command = activeModelDocument() ? "driftgraph.run" : "driftgraph.runBuiltIn";
    item.show();
  };
  update();
  return vscode.Disposable.from(
    item,
    runner.onDidChange(update),
    runner.onDidEnd((run) => {
      last = run;
      update();
    }),
    vscode.window.onDidChangeActiveTextEditor(update),
  );
}

function endText({ outcome: { status, model = "Driftgraph", paths } }: EndedRun): string {
  const count = paths.toLocaleString("en");
  switch (status) {
    case "finished":
      return `$(check) ${vscode.l10n.t("{0}: {1} paths", model, count)}`;
    case "cancelled":
      return `$(circle-slash) ${vscode.l10n.t("{0}: cancelled after {1} paths", model, count)}`;
    default:
      return `$(error) ${vscode.l10n.t("{0}: failed", model)}`;
  }
}
