import * as vscode from "vscode";
import type { RunTarget } from "../run/target.ts";

/** A target as plain data, as a form's page keeps it over a reload of the window. */
export type KeptTarget =
  | { readonly kind: "file"; readonly uri: string; readonly index: number }
  | { readonly kind: "built-in"; readonly name: string };

export function keptTarget(target: RunTarget): KeptTarget {
  return target.kind === "built-in" ? target : { ...target, uri: target.uri.toString() };
}

/** The target of a state that a form's page kept, in this version or another; undefined if there is none. */
export function restoredTarget(state: unknown): RunTarget | undefined {
  if (typeof state !== "object" || state === null) return undefined;
  const { kind, uri, index, name } = state as Partial<Record<string, unknown>>; // read below
  if (kind === "built-in" && typeof name === "string") return { kind, name };
  if (kind !== "file" || typeof uri !== "string" || !Number.isSafeInteger(index)) return undefined;
  return { kind, uri: vscode.Uri.parse(uri, true), index: Number(index) };
}
