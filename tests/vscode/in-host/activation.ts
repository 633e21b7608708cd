import assert from "node:assert/strict";
import * as vscode from "vscode";
import { open, test } from "./harness.ts";

test("the extension is there, and activates in under 50 ms", async () => {
  const extension = vscode.extensions.getExtension("driftgraph.vscode");
  assert.ok(extension);
  const start = performance.now();
  await extension.activate();
  const took = performance.now() - start;
  assert.ok(extension.isActive);
  assert.ok(took < 50, `it took ${took} ms`);
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
