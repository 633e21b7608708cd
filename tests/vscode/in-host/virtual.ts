import assert from "node:assert/strict";
import * as vscode from "vscode";
import { command, runs, tabs, test, until, workspaceUri } from "./harness.ts";
import { MemoryFiles } from "./memory-files.ts";

const files = new MemoryFiles();
const at = (path: string): vscode.Uri => vscode.Uri.from({ scheme: "memory", path });

test("files of a virtual workspace are read through the editor alone", async () => {
  vscode.workspace.registerFileSystemProvider("memory", files, { isCaseSensitive: true });
  const model = await vscode.workspace.fs.readFile(workspaceUri("toggle.sde.ts"));
  const text = new TextDecoder().decode(model);
  const imported = text
    .replace('a: "K^n/(K^n + b^n) - gamma*a"', "a: drift")
    .replace("\n", '\nimport { drift } from "./drift.js";\n');
  await vscode.workspace.fs.writeFile(at("/lab/toggle.sde.ts"), Buffer.from(imported));
  await vscode.workspace.fs.writeFile(
    at("/lab/drift.ts"),
    Buffer.from('export const drift = "K^n/(K^n + b^n) - gamma*a";'),
  );
  const document = await vscode.workspace.openTextDocument(at("/lab/toggle.sde.ts"));
  await vscode.window.showTextDocument(document);
  const lenses = await until(async () => {
    const found = await command<vscode.CodeLens[]>(
      "vscode.executeCodeLensProvider",
      document.uri,
      5,
    );
    return found.some(({ command: of }) => of?.command === "driftgraph.run") ? found : undefined;
  }, "the lenses of a virtual model");
  assert.ok(lenses.length >= 3);
  const problems = vscode.languages.getDiagnostics(document.uri);
  assert.deepEqual(
    problems.filter(({ source }) => source === "driftgraph"),
    [],
  );
});

test("a model of a virtual workspace runs, and logs to the extension's own folder", async () => {
  const before = await runs();
  const outcome = await command<{ status: string; paths: number; folder: string }>(
    "driftgraph.run",
    at("/lab/toggle.sde.ts"),
    { paths: 256 },
  );
  assert.equal(outcome.status, "finished", JSON.stringify(outcome));
  assert.equal(outcome.paths, 256);
  assert.match(outcome.folder, /globalStorage\/driftgraph\.vscode\/runs\/toggle-\d+$/);
  assert.deepEqual(await runs(), before);
});

test("a log of a virtual workspace opens in the viewer", async () => {
  const folder = workspaceUri("runs", "toggle-1");
  const [[name = ""] = []] = await vscode.workspace.fs.readDirectory(folder);
  const bytes = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(folder, name));
  await vscode.workspace.fs.writeFile(at(`/logs/${name}`), bytes);
  files.reads.length = 0;
  for (let attempt = 0; attempt < 3 && !files.reads.includes(`/logs/${name}`); attempt++) {
    // An older VS Code's webview hangs now and then; a user closes it and opens it again.
    await command("workbench.action.closeAllEditors");
    await command("vscode.open", at(`/logs/${name}`));
    await until(() => tabs().find((label) => label === name), "the editor of the log");
    await until(() => files.reads.includes(`/logs/${name}`) || undefined, "", 80).catch(() => 0);
  }
  assert.ok(files.reads.includes(`/logs/${name}`), "nobody looked into the log");
});
