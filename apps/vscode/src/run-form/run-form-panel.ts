import { availableParallelism } from "node:os";
import * as vscode from "vscode";
import { progressText } from "../code/code-lens.ts";
import { runShown, targetOf } from "../commands/run-model.ts";
import { Rpc } from "../messages/rpc.ts";
import { ownColumn } from "../results/results.ts";
import { commandLine } from "../run/command-line.ts";
import { referenceOf } from "../run/model-reference.ts";
import type { RunOptions } from "../run/run-options.ts";
import { type RunTarget, targetKey } from "../run/target.ts";
import { resourceRoots, webviewHtml } from "../webview/html.ts";
import type { Services } from "../workspace/services.ts";
import { throttled } from "../workspace/throttled.ts";
import type { FormHostApi, FormPageApi, FormState } from "./api.ts";
import { formStrings } from "./form-strings.ts";
import { keptTarget, restoredTarget } from "./kept-target.ts";
import { Presets } from "./presets.ts";
import { readOptions } from "./read-options.ts";

const VIEW_TYPE = "driftgraph.runForm";
const OPTIONS = "driftgraph.options";

/** The panels "Run with…": one for each model, made from the model; a reload of the window restores them. */
export function registerRunForm(services: Services): vscode.Disposable {
  const panels = new Map<string, vscode.WebviewPanel>();
  const forms = new Set<vscode.Disposable>();
  const adopt = (panel: vscode.WebviewPanel, target: RunTarget): void => {
    const key = targetKey(target);
    const form = showForm(panel, target, services);
    panels.set(key, panel);
    forms.add(form);
    panel.onDidDispose(() => {
      panels.delete(key);
      forms.delete(form);
      form.dispose();
    });
  };
  const open = (target: RunTarget): void => {
    const known = panels.get(targetKey(target));
    if (known) {
      known.reveal();
      return;
    }
    const title = vscode.l10n.t("Run {0}", nameOf(target));
    const options = { retainContextWhenHidden: true };
    adopt(vscode.window.createWebviewPanel(VIEW_TYPE, title, ownColumn(), options), target);
  };
  return vscode.Disposable.from(
    vscode.commands.registerCommand("driftgraph.runWith", async (given?: unknown) => {
      const target = await targetOf(services, given);
      if (target) open(target);
    }),
    vscode.window.registerWebviewPanelSerializer(VIEW_TYPE, {
      async deserializeWebviewPanel(panel, state: unknown) {
        const target = restoredTarget(state);
        if (target) return adopt(panel, target);
        services.log.warn("A form can't be restored: its model isn't known any more");
        panel.dispose();
      },
    }),
    // The panels are left to the editor: the next window restores them.
    { dispose: () => forms.forEach((form) => void form.dispose()) },
  );
}

function nameOf(target: RunTarget): string {
  return target.kind === "built-in" ? target.name : (target.uri.path.split("/").at(-1) ?? "");
}

function showForm(
  panel: vscode.WebviewPanel,
  target: RunTarget,
  services: Services,
): vscode.Disposable {
  const { context, analyser, runner, log } = services;
  const { webview } = panel;
  const presets = new Presets(context.workspaceState, targetKey(target));
  webview.options = {
    enableScripts: true,
    localResourceRoots: resourceRoots(context.extensionUri),
  };
  const guarded = (options: unknown): RunOptions => readOptions(options);
  const host: FormHostApi = {
    state: () => stateOf(target, services, presets),
    check: async (given) => {
      const options = guarded(given);
      const model = await referenceOf(target);
      const checked = vscode.workspace.isTrusted
        ? await analyser.worker.call("check", { model, options })
        : {
            problem: {
              field: "",
              message: vscode.l10n.t("Models run only in a trusted workspace."),
            },
          };
      return { ...checked, command: commandLine(target, options) };
    },
    run: (given) => void runShown(services, target, guarded(given)),
    cancel: () => runner.cancel(target),
    copy: async (given) =>
      await vscode.env.clipboard.writeText(commandLine(target, guarded(given))),
    keep: (given) =>
      void context.workspaceState.update(`${OPTIONS}:${targetKey(target)}`, guarded(given)),
    savePreset: async (name, given) => {
      await presets.save({ name: String(name).slice(0, 80), options: guarded(given) });
      return presets.all();
    },
    deletePreset: async (name) => {
      await presets.delete(String(name));
      return presets.all();
    },
  };
  const page = new Rpc<FormPageApi>(
    {
      post: (message) => void webview.postMessage(message),
      onMessage: (listener) => webview.onDidReceiveMessage(listener),
    },
    host,
  );
  webview.html = webviewHtml(webview, context.extensionUri, {
    title: panel.title,
    scripts: ["webview/run-form.js"],
    styles: ["webview/run-form.css"],
    body: '<main id="form" aria-live="off"></main>',
  });
  const ignore = (): void => undefined;
  const tell = throttled(() => {
    const run = runner.runOf(target);
    page.call("running", run ? progressText(run) : "").catch(ignore);
  });
  const isOwn = (document: vscode.TextDocument): boolean =>
    target.kind === "file" && document.uri.toString() === target.uri.toString();
  return vscode.Disposable.from(
    runner.onDidChange(tell),
    analyser.onDidAnalyse((document) => {
      if (!isOwn(document)) return;
      stateOf(target, services, presets)
        .then((state) => page.call("changed", state))
        .catch((error: unknown) => log.warn(`The form isn't updated: ${String(error)}`));
    }),
    { dispose: () => page.fail("the form is closed") },
  );
}

async function stateOf(
  target: RunTarget,
  { analyser, context }: Services,
  presets: Presets,
): Promise<FormState> {
  const common = {
    target: keptTarget(target),
    file: nameOf(target),
    options: readOptions(context.workspaceState.get(`${OPTIONS}:${targetKey(target)}`)),
    presets: presets.all(),
    hardwareThreads: availableParallelism(),
    strings: formStrings(),
  };
  if (target.kind === "built-in") {
    const models = await analyser.worker.call("builtIns");
    const facts = models.find(({ record }) => record.name === target.name);
    return { ...common, ...(facts && { facts }) };
  }
  const document = await openDocument(target.uri);
  if (!document) {
    const problem = vscode.l10n.t("The model's file is not here: {0}", target.uri.path);
    return { ...common, problem };
  }
  const { models, problems } = await analyser.analyse(document);
  const facts = models[target.index]?.facts;
  const [problem] = problems;
  return {
    ...common,
    ...(facts && { facts }),
    ...(!facts && { problem: problem?.message ?? vscode.l10n.t("The model can't be read.") }),
  };
}

/** A form that a reload restores may be of a file that is gone. */
async function openDocument(uri: vscode.Uri): Promise<vscode.TextDocument | undefined> {
  try {
    return await vscode.workspace.openTextDocument(uri);
  } catch {
    return undefined;
  }
}
