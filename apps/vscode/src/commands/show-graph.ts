import * as vscode from "vscode";
import { equationAt, equationName, partTouching } from "../code/formula-at.ts";
import { referenceOf } from "../run/model-reference.ts";
import type { RunTarget } from "../run/target.ts";
import { activeModelDocument } from "../workspace/model-document.ts";
import type { Services } from "../workspace/services.ts";
import { targetOf } from "./run-model.ts";

/** The graph of a model, without running it; and from a formula to its nodes. */
export function registerShowGraph(services: Services): vscode.Disposable {
  const guarded =
    (show: (given: unknown) => Promise<unknown>) =>
    async (given: unknown): Promise<unknown> => {
      try {
        return await show(given);
      } catch (error) {
        const message =
          error instanceof Error ? (error.message.split("\n", 1)[0] ?? "") : String(error);
        void vscode.window.showErrorMessage(message);
        return undefined;
      }
    };
  return vscode.Disposable.from(
    vscode.commands.registerCommand(
      "driftgraph.showGraph",
      guarded((given) => showGraph(services, given)),
    ),
    vscode.commands.registerCommand(
      "driftgraph.revealInGraph",
      guarded(() => revealInGraph(services)),
    ),
  );
}

async function showGraph(services: Services, given: unknown): Promise<string | undefined> {
  const target = await targetOf(services, given);
  const log = target && (await graphLog(services, target));
  if (log) services.results.open(log.root, [log.name], "graph");
  return log?.name;
}

/** Selects the node that the formula at the cursor became. */
async function revealInGraph(services: Services): Promise<string | undefined> {
  const document = activeModelDocument();
  const position = vscode.window.activeTextEditor?.selection.active;
  if (!document || !position) return undefined;
  const { models } = await services.analyser.analyse(document);
  const offset = document.offsetAt(position);
  const found = equationAt(models, offset) ?? partTouching(models, offset);
  if (!found) {
    void vscode.window.showInformationMessage(vscode.l10n.t("There is no formula at the cursor."));
    return undefined;
  }
  const target: RunTarget = { kind: "file", uri: document.uri, index: found.index };
  const log = await graphLog(services, target);
  const equation = equationName(found.part);
  const { text } = found.part;
  const sought = {
    ...(text && equation !== undefined ? { equation } : { line: position.line + 1 }),
    ...(text && { column: offset - text.span.start + 1 }),
  };
  const node = await services.analyser.worker.call("nodeAt", log.root.fsPath, log.name, sought);
  if (node === undefined) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t("The optimizer left no node of this formula."),
    );
    return undefined;
  }
  services.results.open(log.root, [log.name], `graph?node=${encodeURIComponent(node)}`);
  return node;
}

/** The log of a model's graphs as it stands, in the extension's own folder. */
async function graphLog(
  { analyser, context }: Services,
  target: RunTarget,
): Promise<{ readonly root: vscode.Uri; readonly name: string }> {
  if (!vscode.workspace.isTrusted)
    throw new Error(vscode.l10n.t("Models run only in a trusted workspace."));
  const model = await referenceOf(target);
  const root = vscode.Uri.joinPath(context.globalStorageUri, "graphs");
  const name = await analyser.worker.call("graph", { model, options: {} }, root.fsPath);
  return { root, name };
}
