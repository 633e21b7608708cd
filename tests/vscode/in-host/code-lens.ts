import assert from "node:assert/strict";
import type * as vscode from "vscode";
import { command, open, test } from "./harness.ts";

test("a model has the lenses Run, Run with… and Show graph above its definition", async () => {
  const { document } = await open("toggle.sde.ts");
  const lenses = await command<vscode.CodeLens[]>(
    "vscode.executeCodeLensProvider",
    document.uri,
    10,
  );
  const own = lenses.filter(({ command: of }) => of?.command.startsWith("driftgraph."));
  assert.deepEqual(
    own.map(({ command: of }) => of?.command),
    ["driftgraph.run", "driftgraph.runWith", "driftgraph.showGraph"],
  );
  assert.equal(document.lineAt(own[0]?.range.start.line ?? 0).text.includes("defineModel"), true);
});
