import * as vscode from "vscode";
import { moduleUrl } from "../workspace/read-text.ts";
import type { ModelReference } from "./run-options.ts";
import type { RunTarget } from "./target.ts";

/** A model as the workers are told of it: with its file's text as it stands in the editor. */
export async function referenceOf(target: RunTarget): Promise<ModelReference> {
  if (target.kind === "built-in") return target;
  const document = await vscode.workspace.openTextDocument(target.uri);
  const { index, uri } = target;
  return { kind: "file", url: moduleUrl(uri), text: document.getText(), index };
}

/** Saves a model's file, as a run does: the log and the command should be of the same text. */
export async function saveModel(target: RunTarget): Promise<void> {
  if (target.kind === "built-in") return;
  const document = await vscode.workspace.openTextDocument(target.uri);
  if (document.isDirty && !document.isUntitled) await document.save();
}
