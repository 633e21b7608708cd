import assert from "node:assert/strict";
import * as vscode from "vscode";
import { called, test } from "./harness.ts";

// The last one: it looks at what the others did.
test("every command that the extension contributes was called by a test", () => {
  const manifest = vscode.extensions.getExtension("driftgraph.vscode")?.packageJSON;
  const missing = manifest.contributes.commands
    .map(({ command }: { command: string }) => command)
    .filter((command: string) => !called.has(command));
  assert.deepEqual(missing, []);
});
