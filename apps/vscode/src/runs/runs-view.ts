import * as vscode from "vscode";
import type { Services } from "../workspace/services.ts";
import { iconOf, longDescription, shortDescription } from "./run-description.ts";
import type { ListedRun } from "./run-list.ts";

/** A model with its runs. */
interface ModelItem {
  readonly kind: "model";
  readonly model: string;
  readonly runs: readonly ListedRun[];
}

/** A run in the tree. */
export interface RunItem {
  readonly kind: "run";
  readonly run: ListedRun;
}

type Item = ModelItem | RunItem;

/** The tree of the workspace's runs: by model, those that are pinned above all. */
export function registerRunsView(services: Services): vscode.Disposable {
  const { runs, runner } = services;
  const changed = new vscode.EventEmitter<void>();
  const provider: vscode.TreeDataProvider<Item> = {
    onDidChangeTreeData: changed.event,
    getTreeItem: (item) => (item.kind === "model" ? modelItem(item) : runItem(item)),
    getChildren: async (item) => {
      if (item?.kind === "model") return item.runs.map((run) => ({ kind: "run", run }));
      return item ? [] : topItems(await runs.all());
    },
  };
  const view = vscode.window.createTreeView("driftgraph.runs", {
    treeDataProvider: provider,
    canSelectMany: true,
    showCollapseAll: true,
  });
  return vscode.Disposable.from(
    view,
    changed,
    runs.onDidChange(() => changed.fire()),
    runner.onDidStart(() => runs.refresh()),
    runner.onDidEnd(() => runs.refresh()),
    view.onDidChangeSelection(({ selection }) =>
      runs.select(selection.flatMap((item) => (item.kind === "run" ? [item.run] : []))),
    ),
  );
}

function topItems(runs: readonly ListedRun[]): Item[] {
  const pinned = runs.filter((run) => run.pinned);
  const byModel = new Map<string, ListedRun[]>();
  for (const run of runs) {
    const model = run.facts.model ?? vscode.l10n.t("Other logs");
    byModel.set(model, [...(byModel.get(model) ?? []), run]);
  }
  return [
    ...pinned.map((run): Item => ({ kind: "run", run })),
    ...[...byModel].map(
      ([model, own]): Item => ({
        kind: "model",
        model,
        runs: own.filter((run) => !run.pinned),
      }),
    ),
  ].filter((item) => item.kind === "run" || item.runs.length > 0);
}

function modelItem({ model, runs }: ModelItem): vscode.TreeItem {
  const item = new vscode.TreeItem(model, vscode.TreeItemCollapsibleState.Expanded);
  item.id = `model:${model}`;
  item.iconPath = new vscode.ThemeIcon("symbol-function");
  item.description = String(runs.length);
  item.contextValue = "model";
  return item;
}

function runItem({ run }: RunItem): vscode.TreeItem {
  const { root, facts, pinned } = run;
  const item = new vscode.TreeItem(facts.name);
  item.id = `run:${root}/${facts.name}`;
  item.iconPath = pinned ? new vscode.ThemeIcon("pinned") : iconOf(facts);
  item.description = shortDescription(run);
  item.tooltip = longDescription(facts);
  item.contextValue = [
    "run",
    facts.status,
    pinned ? "pinned" : "loose",
    facts.command === undefined ? "" : "command",
  ].join(" ");
  item.accessibilityInformation = { label: `${facts.name}, ${facts.status}, ${item.description}` };
  item.command = {
    command: "driftgraph.openRun",
    title: vscode.l10n.t("Open"),
    arguments: [{ kind: "run", run } satisfies RunItem],
  };
  return item;
}
