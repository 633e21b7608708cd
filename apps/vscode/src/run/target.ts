import type * as vscode from "vscode";

/** What is run: a model of a document by its number in it, or a built-in one. */
export type RunTarget =
  | { readonly kind: "file"; readonly uri: vscode.Uri; readonly index: number }
  | { readonly kind: "built-in"; readonly name: string };

/** Whether two targets are the same model. */
export function isSameTarget(a: RunTarget, b: RunTarget): boolean {
  if (a.kind === "built-in") return b.kind === "built-in" && a.name === b.name;
  return b.kind === "file" && a.index === b.index && a.uri.toString() === b.uri.toString();
}

/** A key for what is kept by model. */
export function targetKey(target: RunTarget): string {
  return target.kind === "built-in" ? `built-in:${target.name}` : `${target.uri}#${target.index}`;
}
