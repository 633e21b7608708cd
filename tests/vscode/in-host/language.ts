import assert from "node:assert/strict";
import * as vscode from "vscode";
import { command, open, test, until, workspaceUri } from "./harness.ts";

async function positionOf(document: vscode.TextDocument, text: string): Promise<vscode.Position> {
  const at = document.getText().indexOf(text);
  assert.ok(at >= 0, text);
  return document.positionAt(at);
}

function texts(hovers: readonly vscode.Hover[]): string {
  return hovers
    .flatMap(({ contents }) => contents)
    .map((content) => (typeof content === "string" ? content : content.value))
    .join("\n");
}

test("a hover in an equation shows it rendered, with its derivatives and the name's meaning", async () => {
  const { document } = await open("toggle.sde.ts");
  const at = await positionOf(document, "gamma*a");
  const shown = texts(await command("vscode.executeHoverProvider", document.uri, at));
  assert.match(shown, /data:image\/svg\+xml;base64/);
  assert.match(shown, /∂\(drift of a\)\/∂a = -gamma/);
  assert.match(shown, /gamma = 1\/\(1 \+ K\^n\) = 0.9412/);
});

test("a hover on the diffusion tells the proved structure of the noise", async () => {
  const { document } = await open("toggle.sde.ts");
  const at = await positionOf(document, "sigma*a");
  const shown = texts(await command("vscode.executeHoverProvider", document.uri, at));
  assert.match(shown, /diagonal-own/);
});

test("completion within an equation offers species, parameters, functions and the time", async () => {
  const { document } = await open("toggle.sde.ts");
  const at = await positionOf(document, "gamma*a");
  const { items } = await command<vscode.CompletionList>(
    "vscode.executeCompletionItemProvider",
    document.uri,
    at,
  );
  const labels = items.map(({ label }) => (typeof label === "string" ? label : label.label));
  for (const name of ["a", "b", "K", "n", "gamma", "sigma", "t", "exp", "hillRepression"])
    assert.ok(labels.includes(name), name);
});

test("completion of a key offers the fields that aren't there yet, and species where they belong", async () => {
  const text = `import { defineModel } from "@driftgraph/core";
export default defineModel({
  name: "x",
  state: { u: 1, v: 2 },
  drift: { u: "1",  },
  
});`;
  const document = await vscode.workspace.openTextDocument({
    language: "typescript",
    content: text,
  });
  const labelsAt = async (offset: number): Promise<string[]> => {
    const { items } = await command<vscode.CompletionList>(
      "vscode.executeCompletionItemProvider",
      document.uri,
      document.positionAt(offset),
    );
    return items.map(({ label }) => (typeof label === "string" ? label : label.label));
  };
  const fields = await labelsAt(text.indexOf("\n});"));
  assert.ok(fields.includes("diffusion") && fields.includes("interpretation"));
  const species = await labelsAt(text.indexOf('"1",  }') + 5);
  assert.ok(species.includes("v"), species.slice(0, 5).join());
});

test("inlay hints say what is proved", async () => {
  const { document } = await open("toggle.sde.ts");
  const all = new vscode.Range(0, 0, document.lineCount, 0);
  const hints = await command<vscode.InlayHint[]>(
    "vscode.executeInlayHintProvider",
    document.uri,
    all,
  );
  const labels = hints.map(({ label }) => (typeof label === "string" ? label : ""));
  assert.ok(labels.includes("diagonal-own noise"), labels.join());
  assert.ok(labels.some((label) => /^sriw1, strong order 1.5/.test(label)));
  assert.equal(labels.filter((label) => label === "≥ 0").length, 2);
});

test("inlay hints prove nothing of a model with errors", async () => {
  const { document } = await open("broken.sde.ts");
  const all = new vscode.Range(0, 0, document.lineCount, 0);
  const hints = await command<vscode.InlayHint[]>(
    "vscode.executeInlayHintProvider",
    document.uri,
    all,
  );
  const labels = hints.map(({ label }) => (typeof label === "string" ? label : ""));
  assert.equal(labels.filter((label) => /noise$|order|≥ 0/.test(label)).length, 0, labels.join());
});

test("settings turn lenses and hints off", async () => {
  const { document } = await open("toggle.sde.ts");
  const configuration = vscode.workspace.getConfiguration("driftgraph");
  const target = vscode.ConfigurationTarget.Global;
  await configuration.update("codeLens.enabled", false, target);
  await configuration.update("inlayHints.enabled", false, target);
  const lenses = await command<vscode.CodeLens[]>(
    "vscode.executeCodeLensProvider",
    document.uri,
    5,
  );
  assert.equal(lenses.filter(({ command: of }) => of?.command.startsWith("driftgraph")).length, 0);
  await configuration.update("codeLens.enabled", undefined, target);
  await configuration.update("inlayHints.enabled", undefined, target);
});

test("a model may import others' files and JSON, as they stand in the editor", async () => {
  await vscode.workspace.fs.writeFile(workspaceUri("rates.json"), Buffer.from('{ "k": 2 }'));
  await vscode.workspace.fs.writeFile(
    workspaceUri("parts.ts"),
    Buffer.from('export const drift: string = "-k*x";'),
  );
  const text = `import { defineModel } from "@driftgraph/core";
import rates from "./rates.json";
import { drift } from "./parts.js";
export const model = defineModel({
  name: "imported", interpretation: "ito", parameters: rates, state: { x: 1 },
  drift: { x: drift }, diffusion: { x: 0 },
});`;
  const uri = workspaceUri("imported.sde.ts");
  await vscode.workspace.fs.writeFile(uri, Buffer.from(text));
  const { document } = await open("imported.sde.ts");
  const at = document.positionAt(text.indexOf("defineModel({") + 3);
  const shown = await until(async () => {
    const found = texts(await command("vscode.executeHoverProvider", document.uri, at));
    return found.includes("rk4") ? found : undefined;
  }, "the model's equations");
  assert.match(shown, /no diffusion/);
});
