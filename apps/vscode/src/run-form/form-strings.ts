import * as vscode from "vscode";
import type { FormStrings } from "./api.ts";

/** The form's words in the editor's language. */
export function formStrings(): FormStrings {
  return {
    paths: vscode.l10n.t("Paths"),
    tEnd: vscode.l10n.t("End time"),
    dt: vscode.l10n.t("Step size"),
    every: vscode.l10n.t("Log every"),
    everyHint: vscode.l10n.t("every step"),
    scheme: vscode.l10n.t("Scheme"),
    schemeAuto: vscode.l10n.t("chosen from the noise"),
    notApplicable: vscode.l10n.t("Schemes that don't apply"),
    parameters: vscode.l10n.t("Parameters"),
    initial: vscode.l10n.t("Initial values"),
    sweep: vscode.l10n.t("Sweep"),
    from: vscode.l10n.t("from"),
    to: vscode.l10n.t("to"),
    count: vscode.l10n.t("values"),
    more: vscode.l10n.t("Seed, precision, backend, threads"),
    seed: vscode.l10n.t("Seed"),
    dtype: vscode.l10n.t("Precision"),
    backend: vscode.l10n.t("Backend"),
    threads: vscode.l10n.t("Threads"),
    threadsHint: vscode.l10n.t("by the size of the run"),
    presets: vscode.l10n.t("Presets"),
    presetName: vscode.l10n.t("Name of a preset"),
    save: vscode.l10n.t("Save"),
    delete: vscode.l10n.t("Delete"),
    reset: vscode.l10n.t("Reset"),
    command: vscode.l10n.t("The same on the command line"),
    copy: vscode.l10n.t("Copy"),
    run: vscode.l10n.t("Run"),
    cancel: vscode.l10n.t("Cancel"),
    time: vscode.l10n.t("Time"),
    number: vscode.l10n.t("Expected a number"),
    derived: vscode.l10n.t("derived"),
    steps: vscode.l10n.t("steps"),
    paths_: vscode.l10n.t("paths"),
    points: vscode.l10n.t("points"),
    choose: vscode.l10n.t("Choose…"),
  };
}
