import * as vscode from "vscode";
import type { RunActions } from "../results/viewer-host.ts";
import type { Services } from "../workspace/services.ts";
import { openInBrowser } from "./open-in-browser.ts";
import { iconOf } from "./run-description.ts";
import { folderOf, nameProblem } from "./run-folder.ts";
import type { ListedRun } from "./run-list.ts";
import type { RunItem } from "./runs-view.ts";
import { shareRuns } from "./share-runs.ts";

/** Commands that are of use for many runs at once. */
const OF_MANY: ReadonlySet<string> = new Set(["compareRuns", "shareRun", "deleteRun"]);

/** What a command is called for: a run of the tree, or by a key what is selected there. */
type Item = RunItem | { readonly kind: "model" } | { readonly kind: "selected" };

type Command = (run: ListedRun, all: readonly ListedRun[], target?: vscode.Uri) => unknown;

/** The commands on runs: from the tree with its selection, or from the palette with a choice. */
export function registerRunCommands(services: Services, actions: RunActions): vscode.Disposable {
  const { runs, results, log } = services;
  const commands: Readonly<Record<string, Command>> = {
    openRun: ({ root, facts }) => results.open(root, [facts.name], "overview"),
    compareRuns: ({ root }, all) => {
      const names = namesIn(root, all);
      const query = names.map((name) => `run=${encodeURIComponent(name)}`).join("&");
      results.open(root, names, `trajectories?${query}`);
    },
    openInBrowser: ({ root, facts }) => openInBrowser(services, root, facts.name),
    shareRun: ({ root }, all, target) =>
      shareRuns(services.context, root, namesIn(root, all), target),
    copyRunCommand: async ({ facts }) => {
      await vscode.env.clipboard.writeText(facts.command ?? "");
      vscode.window.setStatusBarMessage(vscode.l10n.t("Copied: {0}", facts.command ?? ""), 3000);
    },
    revealRunFolder: ({ root, facts }) => revealFolder(folderOf(root, facts.name)),
    pinRun: ({ root, facts }) => runs.note(root, facts.name, { pinned: true }),
    unpinRun: ({ root, facts }) => runs.note(root, facts.name, { pinned: undefined }),
    labelRun: async ({ root, facts, label = "" }) => {
      const prompt = vscode.l10n.t("A label for {0}; empty for none", facts.name);
      const given = await vscode.window.showInputBox({ prompt, value: label });
      if (given !== undefined) await runs.note(root, facts.name, { label: given || undefined });
    },
    renameRun: async ({ root, facts }) => {
      const own = facts.name.split("/").at(-1) ?? facts.name;
      const prompt = vscode.l10n.t("A new name for the run's folder");
      const given = await vscode.window.showInputBox({
        prompt,
        value: own,
        validateInput: nameProblem,
      });
      if (given !== undefined && given !== own) await actions.renameRun(root, facts.name, given);
    },
    deleteRun: (_, all) =>
      actions.deleteRuns(all.map(({ root, facts }) => ({ root, run: facts.name }))),
  };
  const register = ([name, run]: [string, Command]): vscode.Disposable =>
    vscode.commands.registerCommand(
      `driftgraph.${name}`,
      async (item?: Item, selected?: readonly Item[], target?: vscode.Uri) => {
        try {
          const given = await meant(services, item, selected);
          const all = given.length > 0 ? given : await chooseRuns(services, OF_MANY.has(name));
          const chosen = item?.kind === "run" ? item.run : all[0];
          return chosen && (await run(chosen, all, target));
        } catch (error) {
          const message = error instanceof Error ? error.message : String(error);
          log.error(`${name}: ${message}`);
          void vscode.window.showErrorMessage(message);
          return undefined;
        }
      },
    );
  return vscode.Disposable.from(
    ...Object.entries(commands).map(register),
    vscode.commands.registerCommand("driftgraph.refreshRuns", () => runs.refresh()),
  );
}

/** The runs that a command was called for; a run that was clicked is in the selection too. */
async function meant(
  { runs }: Services,
  item: Item | undefined,
  selected: readonly Item[] = [],
): Promise<readonly ListedRun[]> {
  if (item?.kind === "selected") return await runs.selected();
  const items = item && !selected.includes(item) ? [item, ...selected] : selected;
  const all = items.flatMap((one) => (one.kind === "run" ? [one.run] : []));
  return [...new Map(all.map((run) => [`${run.root}/${run.facts.name}`, run])).values()];
}

function namesIn(root: vscode.Uri, runs: readonly ListedRun[]): string[] {
  return runs.flatMap((run) => (run.root.toString() === root.toString() ? [run.facts.name] : []));
}

/** On another machine than the editor's window there is only the editor's own tree of files. */
async function revealFolder(folder: vscode.Uri): Promise<void> {
  const isElsewhere =
    vscode.env.remoteName !== undefined || vscode.env.uiKind === vscode.UIKind.Web;
  const command = isElsewhere ? "revealInExplorer" : "revealFileInOS";
  await vscode.commands.executeCommand(command, folder);
}

/** Asks for a run, or for some; those that are pinned come first. */
async function chooseRuns({ runs }: Services, many: boolean): Promise<readonly ListedRun[]> {
  const all = await runs.all();
  if (all.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t("There are no runs yet."));
    return [];
  }
  const picks = [...all]
    .sort((a, b) => Number(b.pinned) - Number(a.pinned))
    .map((run) => ({
      label: run.facts.name,
      description: [run.label, run.facts.title ?? run.facts.model].filter(Boolean).join(" · "),
      iconPath: run.pinned ? new vscode.ThemeIcon("pinned") : iconOf(run.facts),
      run,
    }));
  const placeHolder = many ? vscode.l10n.t("Which runs?") : vscode.l10n.t("Which run?");
  const options = { placeHolder, matchOnDescription: true };
  if (!many) {
    const picked = await vscode.window.showQuickPick(picks, options);
    return picked ? [picked.run] : [];
  }
  const picked = await vscode.window.showQuickPick(picks, { ...options, canPickMany: true });
  return (picked ?? []).map(({ run }) => run);
}
