import * as vscode from "vscode";
import { progressText } from "../code/code-lens.ts";
import type { RunOutcome } from "../run/api.ts";
import type { RunOptions } from "../run/run-options.ts";
import type { CurrentRun } from "../run/runner.ts";
import type { RunTarget } from "../run/target.ts";
import { activeModelDocument, isModelDocument } from "../workspace/model-document.ts";
import type { Services } from "../workspace/services.ts";
import { setting } from "../workspace/settings.ts";

/** A run that is over sooner than this is reported in the status bar only. */
const NOTIFY_AFTER_MS = 1000;

/** Running models: from the palette, the editor's title, a key, a CodeLens, and when a file is saved. */
export function registerRunModel(services: Services): vscode.Disposable {
  const { runner } = services;
  return vscode.Disposable.from(
    vscode.commands.registerCommand(
      "driftgraph.run",
      async (given?: unknown, options?: RunOptions) => {
        const target = await targetOf(services, given);
        return target && (await runShown(services, target, options ?? {}));
      },
    ),
    vscode.commands.registerCommand("driftgraph.runBuiltIn", async (name?: string) => {
      const chosen = name ?? (await chooseBuiltIn(services));
      return chosen === undefined
        ? undefined
        : await runShown(services, { kind: "built-in", name: chosen }, {});
    }),
    vscode.commands.registerCommand("driftgraph.rerun", async () => {
      const { last } = runner;
      return last ? await runShown(services, last.target, last.options) : undefined;
    }),
    vscode.commands.registerCommand("driftgraph.cancel", (given?: unknown) =>
      runner.cancel(isTarget(given) ? given : undefined),
    ),
    runner.onDidChange(() => {
      void vscode.commands.executeCommand(
        "setContext",
        "driftgraph.running",
        runner.current.length > 0,
      );
    }),
    runner.onDidStart((run) => {
      if (setting("openResults") === "onStart") openResults(services, run.folder);
    }),
    runner.onDidEnd(({ outcome: { folder } }) => {
      if (setting("openResults") === "onEnd" && folder !== undefined)
        openResults(services, vscode.Uri.file(folder));
    }),
    vscode.workspace.onDidSaveTextDocument(async (document) => {
      if (!isModelDocument(document) || !setting("runOnSave", document.uri)) return;
      // A run saves its file: that must not start another one.
      const target = await targetOf(services, document.uri);
      if (target && !runner.runOf(target)) await runShown(services, target, {});
    }),
  );
}

/** Runs a model with its progress where it is seen, and says how it ended. */
export async function runShown(
  services: Services,
  target: RunTarget,
  options: RunOptions,
): Promise<RunOutcome> {
  const threads = setting("threads", target.kind === "file" ? target.uri : undefined);
  const running = services.runner.run(target, { ...(threads > 0 && { threads }), ...options });
  const timer = setTimeout(() => void showProgress(services, target, running), NOTIFY_AFTER_MS);
  const outcome = await running;
  clearTimeout(timer);
  if (outcome.error && outcome.error.code !== "untrusted")
    void showFailure(services, outcome.error.message);
  for (const warning of outcome.warnings) services.log.warn(warning);
  return outcome;
}

async function showProgress(
  { runner }: Services,
  target: RunTarget,
  running: Promise<RunOutcome>,
): Promise<void> {
  const run = runner.runOf(target);
  if (!run) return;
  const title = vscode.l10n.t("Running {0}", run.model ?? "");
  const location = vscode.ProgressLocation.Notification;
  await vscode.window.withProgress(
    { location, title, cancellable: true },
    async (progress, token) => {
      token.onCancellationRequested(() => runner.cancel(target));
      let shown = 0;
      const update = (now: CurrentRun | undefined): void => {
        if (!now?.progress) return;
        const percent = (100 * now.progress.pathsDone) / Math.max(1, now.progress.pathsTotal);
        progress.report({ message: progressText(now), increment: percent - shown });
        shown = percent;
      };
      update(run);
      const subscription = runner.onDidChange(() => update(runner.runOf(target)));
      await running;
      subscription.dispose();
    },
  );
}

async function showFailure({ log }: Services, message: string): Promise<void> {
  const show = vscode.l10n.t("Show Output");
  const chosen = await vscode.window.showErrorMessage(message, show);
  if (chosen === show) log.show();
}

function openResults({ results }: Services, folder: vscode.Uri | undefined): void {
  if (!folder) return;
  const name = folder.path.split("/").at(-1) ?? "";
  results.open(vscode.Uri.joinPath(folder, ".."), [name], "trajectories", { preserveFocus: true });
}

/** What a command is about: a target, a file, or the model around the cursor. */
export async function targetOf(services: Services, given: unknown): Promise<RunTarget | undefined> {
  if (isTarget(given)) return given;
  const document =
    given instanceof vscode.Uri
      ? await vscode.workspace.openTextDocument(given)
      : activeModelDocument();
  if (!document || !isModelDocument(document)) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t("Open a file that defines a model with defineModel from @driftgraph/core."),
    );
    return undefined;
  }
  const editor = vscode.window.activeTextEditor;
  const position = editor?.document === document ? editor.selection.active : undefined;
  const found = await services.analyser.modelAt(document, position);
  if (found) return { kind: "file", uri: document.uri, index: found.index };
  // Its errors are marked in it; a run says the first.
  return { kind: "file", uri: document.uri, index: 0 };
}

function isTarget(given: unknown): given is RunTarget {
  if (typeof given !== "object" || given === null || given instanceof vscode.Uri) return false;
  const kind: unknown = Reflect.get(given, "kind");
  return kind === "file" || kind === "built-in";
}

async function chooseBuiltIn({ analyser }: Services): Promise<string | undefined> {
  const models = await analyser.worker.call("builtIns");
  const picks = models.map(({ record: { name, title = name, description = "" } }) => ({
    label: name,
    description: title,
    detail: description,
    name,
  }));
  const placeHolder = vscode.l10n.t("Which built-in model?");
  const options = { placeHolder, matchOnDescription: true, matchOnDetail: true };
  return (await vscode.window.showQuickPick(picks, options))?.name;
}
