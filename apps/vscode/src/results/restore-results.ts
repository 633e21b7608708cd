import * as vscode from "vscode";
import type { Services } from "../workspace/services.ts";
import type { ResultsState } from "./api.ts";
import { VIEW_TYPE } from "./results.ts";

/** Restores the tabs with results after a reload of the window. */
export function registerResultsSerializer({ results, runs, log }: Services): vscode.Disposable {
  return vscode.window.registerWebviewPanelSerializer(VIEW_TYPE, {
    async deserializeWebviewPanel(panel, given: unknown) {
      const state = readState(given) ?? (await stateByTitle(panel.title, runs));
      if (state) {
        results.adopt(panel, state);
        return;
      }
      log.warn("A tab with results can't be restored: its run is gone");
      panel.dispose();
    },
  });
}

/** A browser that is closed may not have kept the state; the tab's title is the run's name. */
async function stateByTitle(
  title: string,
  runs: Services["runs"],
): Promise<ResultsState | undefined> {
  const found = (await runs.all()).find(({ facts }) => facts.name === title);
  return found && { root: found.root.toString(), runs: [title], fragment: "overview" };
}

/** A state as it was kept, by this version or another. */
function readState(given: unknown): ResultsState | undefined {
  if (typeof given !== "object" || given === null) return undefined;
  const { root, runs, fragment, file } = given as Partial<Record<keyof ResultsState, unknown>>;
  if (typeof root !== "string" || !Array.isArray(runs)) return undefined;
  return {
    root,
    runs: runs.filter((run) => typeof run === "string"),
    fragment: typeof fragment === "string" ? fragment : "overview",
    ...(typeof file === "string" && { file }),
  };
}
