import { showCount, showDuration, showLarge } from "driftgraph/embed";
import * as vscode from "vscode";
import type { CurrentRun } from "../run/runner.ts";
import type { RunTarget } from "../run/target.ts";
import { rangeOf, SELECTOR } from "../workspace/model-document.ts";
import type { Services } from "../workspace/services.ts";
import { setting } from "../workspace/settings.ts";
import { lensRefresh } from "./lens-refresh.ts";

/** Run · Run with… · Show graph above each model; how far it is, while it runs. */
export function registerCodeLens({ analyser, runner }: Services): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  const refresh = lensRefresh(() => changed.fire());
  const provider: vscode.CodeLensProvider = {
    onDidChangeCodeLenses: changed.event,
    async provideCodeLenses(document) {
      refresh.answered();
      if (!setting("codeLens.enabled", document.uri)) return [];
      const { models } = await analyser.analyse(document);
      return models.flatMap(({ callee }, index) => {
        const range = rangeOf(document, callee);
        const target: RunTarget = { kind: "file", uri: document.uri, index };
        return commandsFor(target, runner.runOf(target)).map(
          (command) => new vscode.CodeLens(range, command),
        );
      });
    },
  };
  return vscode.Disposable.from(
    changed,
    refresh,
    vscode.languages.registerCodeLensProvider(SELECTOR, provider),
    runner.onDidChange(refresh.changed),
    analyser.onDidAnalyse(refresh.changed),
    vscode.workspace.onDidGrantWorkspaceTrust(refresh.changed),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration("driftgraph.codeLens")) refresh.changed();
    }),
  );
}

function commandsFor(target: RunTarget, run: CurrentRun | undefined): vscode.Command[] {
  const argument = [target];
  if (run) {
    return [
      { title: `$(sync~spin) ${progressText(run)}`, command: "" },
      {
        title: `$(debug-stop) ${vscode.l10n.t("Cancel")}`,
        command: "driftgraph.cancel",
        arguments: argument,
      },
    ];
  }
  if (!vscode.workspace.isTrusted) {
    const title = `$(workspace-untrusted) ${vscode.l10n.t("Trust this workspace to run the model")}`;
    return [{ title, command: "workbench.trust.manage" }];
  }
  return [
    { title: `$(play) ${vscode.l10n.t("Run")}`, command: "driftgraph.run", arguments: argument },
    { title: vscode.l10n.t("Run with…"), command: "driftgraph.runWith", arguments: argument },
    { title: vscode.l10n.t("Show graph"), command: "driftgraph.showGraph", arguments: argument },
  ];
}

/** How far a run is: `45 % · 1.2 billion steps/s · 3.1 s left`. */
export function progressText({ progress, cancelling }: CurrentRun): string {
  if (cancelling) return vscode.l10n.t("Cancelling…");
  if (!progress) return vscode.l10n.t("Running…");
  const { pathsDone, pathsTotal, rate, secondsLeft } = progress;
  const percent = `${Math.floor((100 * pathsDone) / Math.max(1, pathsTotal))} %`;
  const speed = vscode.l10n.t("{0} steps/s", rate < 1e6 ? showCount(rate) : showLarge(rate));
  const left = vscode.l10n.t("{0} left", showDuration(secondsLeft * 1000));
  return Number.isFinite(secondsLeft) ? [percent, speed, left].join(" · ") : percent;
}
