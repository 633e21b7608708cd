import assert from "node:assert/strict";
import * as vscode from "vscode";
import { command, open, test, until, workspaceUri } from "./harness.ts";

/** A model whose parameter is never known. */
const ENDLESS = `import { defineModel } from "@driftgraph/core";

function rate(): number {
  for (let i = 0; ; i = (i + 1) % 7) if (i > 7) return i;
}

export default defineModel({
  name: "endless",
  interpretation: "ito",
  parameters: { theta: rate() },
  state: { x: 1 },
  drift: { x: "-theta*x" },
  diffusion: { x: 0.1 },
  run: { paths: 10, tEnd: 1, dt: 0.5 },
});
`;

function own(uri: vscode.Uri): vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(uri).filter(({ source }) => source === "driftgraph");
}

test("all errors of a model are marked at their places, and nothing else of its file is run", async () => {
  const { document } = await open("broken.sde.ts");
  const found = await until(() => {
    const all = own(document.uri);
    return all.length >= 4 ? all : undefined;
  }, "diagnostics");
  const marked = found.map(({ code, range }) => `${String(code)}: ${document.getText(range)}`);
  assert.deepEqual(marked.sort(), [
    "missing-component: drift",
    "scheme-not-applicable: sra1",
    "syntax: +",
    "unknown-name: tetha",
  ]);
  assert.ok(!found.some(({ message }) => message.includes("it ran")));
});

test("quick fixes mend what is wrong", async () => {
  const { document } = await open("broken.sde.ts");
  for (const wanted of ['Change to "theta"', "Add y: 0", "Use "]) {
    const fix = await until(async () => {
      for (const { range } of own(document.uri)) {
        const actions = await command<vscode.CodeAction[]>(
          "vscode.executeCodeActionProvider",
          document.uri,
          range,
        );
        const action = actions.find(({ title }) => title.startsWith(wanted));
        if (action?.edit) return action;
      }
      return undefined;
    }, `the fix ${wanted}`);
    assert.ok(fix.edit);
    await vscode.workspace.applyEdit(fix.edit);
  }
  const text = document.getText();
  assert.match(text, /"-theta\*x"/);
  assert.match(text, /drift: \{ x: "-theta\*x", y: 0 \}/);
  assert.ok(!text.includes("sra1"));
  const left = await until(() => {
    const all = own(document.uri);
    return all.length === 1 ? all : undefined;
  }, "fewer diagnostics");
  assert.equal(left[0]?.code, "syntax");
  await command("workbench.action.files.revert");
});

test("a syntax error of TypeScript is marked, and the lenses stay", async () => {
  const editor = await open("toggle.sde.ts");
  const { document } = editor;
  const end = document.lineAt(document.lineCount - 1).range.end;
  await editor.edit((edit) => edit.insert(end, "const = ;"));
  const [problem] = await until(() => {
    const all = own(document.uri);
    return all.length > 0 ? all : undefined;
  }, "a diagnostic");
  assert.equal(problem?.code, "syntax");
  const lenses = await command<vscode.CodeLens[]>(
    "vscode.executeCodeLensProvider",
    document.uri,
    5,
  );
  assert.ok(lenses.some(({ command: of }) => of?.command === "driftgraph.run"));
  await command("workbench.action.files.revert");
  await until(() => (own(document.uri).length === 0 ? true : undefined), "no diagnostic any more");
});

test("a model whose code doesn't end is shown as it is written, with a warning; others go on", async () => {
  const uri = workspaceUri("endless.sde.ts");
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(ENDLESS));
  const { document } = await open("endless.sde.ts");
  const { document: other } = await open("toggle.sde.ts");
  const [found] = await until(() => {
    const all = own(document.uri);
    return all.length > 0 ? all : undefined;
  }, "the warning");
  assert.equal(found?.code, "not-evaluated");
  assert.equal(found?.severity, vscode.DiagnosticSeverity.Warning);
  for (const one of [document, other]) {
    const lenses = await command<vscode.CodeLens[]>("vscode.executeCodeLensProvider", one.uri);
    assert.ok(lenses.length >= 3);
  }
  assert.deepEqual(own(other.uri), []);
  await vscode.workspace.fs.delete(uri);
});
