import * as vscode from "vscode";
import type { Services } from "../workspace/services.ts";
import type { ResultsState } from "./api.ts";
import { VIEW_TYPE } from "./results.ts";

/** Restores the tabs with results after a reload of the window. */
export function registerResultsSerializer({ results }: Services): vscode.Disposable {
  return vscode.window.registerWebviewPanelSerializer(VIEW_TYPE, {
    async deserializeWebviewPanel(panel, given: unknown) {
      const state = readState(given);
      if (state) results.adopt(panel, state);
      else panel.dispose();
    },
  });
}

/** A state as it was kept, by this version or another. */
export function readState(given: unknown): ResultsState | undefined {
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
