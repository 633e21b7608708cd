import assert from "node:assert/strict";
import * as vscode from "vscode";
import { open, test } from "./harness.ts";

test("the extension activates", async () => {
  const extension = vscode.extensions.getExtension("driftgraph.vscode");
  await extension?.activate();
  assert.equal(extension?.isActive, true);
});

test("every contributed command is registered", async () => {
  await open("toggle.sde.ts");
  const known = new Set(await vscode.commands.getCommands(true));
  const manifest = vscode.extensions.getExtension("driftgraph.vscode")?.packageJSON;
  const missing = manifest.contributes.commands
    .map(({ command }: { command: string }) => command)
    .filter((command: string) => !known.has(command));
  assert.deepEqual(missing, []);
});
