import * as vscode from "vscode";
import type { RunActions } from "../results/viewer-host.ts";
import type { Services } from "../workspace/services.ts";
import { openInBrowser } from "./open-in-browser.ts";
import { folderOf, nameProblem } from "./run-folder.ts";
import type { ListedRun } from "./run-list.ts";
import type { RunItem } from "./runs-view.ts";
import { shareRuns } from "./share-runs.ts";

type Command = (run: ListedRun, all: readonly ListedRun[], target?: vscode.Uri) => unknown;

/** The commands on runs: from the tree with its selection, or from the palette with a choice. */
export function registerRunCommands(services: Services, actions: RunActions): vscode.Disposable {
  const { runs, results, log } = services;
  const commands: Readonly<Record<string, Command>> = {
    openRun: ({ root, facts }) => results.open(root, [facts.name], "overview"),
    compareRuns: ({ root }, all) => {
      const names = all.flatMap((run) =>
        run.root.toString() === root.toString() ? [run.facts.name] : [],
      );
      const query = names.map((name) => `run=${encodeURIComponent(name)}`).join("&");
      results.open(root, names, `trajectories?${query}`);
    },
    openInBrowser: ({ root, facts }) => openInBrowser(services, root, facts.name),
    shareRun: ({ root }, all, target) =>
      shareRuns(
        services.context,
        root,
        all.map(({ facts }) => facts.name),
        target,
      ),
    copyRunCommand: async ({ facts }) => {
      await vscode.env.clipboard.writeText(facts.command ?? "");
      vscode.window.setStatusBarMessage(vscode.l10n.t("Copied: {0}", facts.command ?? ""), 3000);
    },
    revealRunFolder: ({ root, facts }) =>
      vscode.commands.executeCommand("revealFileInOS", folderOf(root, facts.name)),
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
    deleteRun: async (_, all) => {
      for (const { root, facts } of all) await actions.deleteRun(root, facts.name);
    },
  };
  const register = ([name, run]: [string, Command]): vscode.Disposable =>
    vscode.commands.registerCommand(
      `driftgraph.${name}`,
      async (item?: RunItem, selected?: readonly RunItem[], target?: vscode.Uri) => {
        const chosen = item?.kind === "run" ? item.run : await chooseRun(services);
        if (!chosen) return undefined;
        const all = (selected ?? []).flatMap((one) => (one.kind === "run" ? [one.run] : []));
        try {
          return await run(chosen, all.length > 0 ? all : [chosen], target);
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

async function chooseRun({ runs }: Services): Promise<ListedRun | undefined> {
  const all = await runs.all();
  if (all.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t("There are no runs yet."));
    return undefined;
  }
  const picks = all.map((run) => ({
    label: run.facts.name,
    description: [run.label, run.facts.title ?? run.facts.model].filter(Boolean).join(" · "),
    run,
  }));
  const placeHolder = vscode.l10n.t("Which run?");
  return (await vscode.window.showQuickPick(picks, { placeHolder, matchOnDescription: true }))?.run;
}
