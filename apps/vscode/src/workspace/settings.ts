import * as vscode from "vscode";

/** Every setting, with the type that `package.json` gives it. */
interface Settings {
  readonly "codeLens.enabled": boolean;
  readonly runOnSave: boolean;
  readonly logFolder: string;
  readonly threads: number;
  readonly "inlayHints.enabled": boolean;
  readonly "costs.enabled": boolean;
  readonly openResults: "onStart" | "onEnd" | "never";
}

/** A setting's value, for a file where it may differ by folder. */
export function setting<Name extends keyof Settings>(
  name: Name,
  scope?: vscode.Uri,
): Settings[Name] {
  const value = vscode.workspace.getConfiguration("driftgraph", scope).get<Settings[Name]>(name);
  if (value === undefined) throw new Error(`package.json gives driftgraph.${name} no default`);
  return value;
}
