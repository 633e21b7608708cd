import assert from "node:assert/strict";
import * as vscode from "vscode";
import { answering, pick, say } from "./answers.ts";
import { command, open, runs, tabs, test, until, workspaceUri } from "./harness.ts";

test("a new model is made from a template, under its own name, and is right", async () => {
  const uri = await command<vscode.Uri>("driftgraph.newModel", workspaceUri(), {
    template: "repressilator",
    name: "my-ring",
  });
  assert.equal(uri.path.split("/").at(-1), "my-ring.sde.ts");
  const document = await vscode.workspace.openTextDocument(uri);
  assert.match(document.getText(), /name: "my-ring"/);
  const again = await command<vscode.Uri>("driftgraph.newModel", workspaceUri(), {
    template: "functions",
    name: "my-ring",
  });
  assert.equal(again.path.split("/").at(-1), "my-ring-2.sde.ts");
});

test("every template runs", async () => {
  for (const template of [
    "ornstein-uhlenbeck",
    "toggle-switch",
    "repressilator",
    "lotka-volterra",
    "functions",
  ]) {
    const uri = await command<vscode.Uri>("driftgraph.newModel", workspaceUri(), {
      template,
      name: `t-${template}`,
    });
    const outcome = await command<{ status: string; error?: unknown }>(
      "driftgraph.run",
      { kind: "file", uri, index: 0 },
      { paths: 256, tEnd: 1, dt: 0.1 },
    );
    assert.equal(outcome.status, "finished", JSON.stringify(outcome));
  }
});

test("a built-in model runs, with the options that it is given, and once more", async () => {
  const first = await command<{ status: string; paths: number }>(
    "driftgraph.run",
    { kind: "built-in", name: "switch" },
    {
      paths: 512,
      tEnd: 1,
      dt: 0.1,
      scheme: "milstein",
      sweep: [{ name: "sigma", from: 0.1, to: 0.2, count: 2 }],
    },
  );
  assert.equal(first.status, "finished");
  assert.equal(first.paths, 1024);
  const again = await command<{ status: string; paths: number; folder: string }>(
    "driftgraph.rerun",
  );
  assert.equal(again.paths, 1024);
  assert.match(again.folder, /switch-2$/);
});

test("a model and its name are asked for, and nothing is made when somebody thinks better of it", async () => {
  await answering(
    { showQuickPick: pick("repressilator"), showInputBox: say(undefined) },
    async () => assert.equal(await command("driftgraph.newModel", workspaceUri()), undefined),
  );
  const [uri, prompts] = await answering(
    { showQuickPick: pick("Lotka"), showInputBox: say("foxes") },
    () => command<vscode.Uri>("driftgraph.newModel", workspaceUri()),
  );
  assert.equal(uri.path.split("/").at(-1), "foxes.sde.ts");
  const [, [named] = []] = prompts;
  const { validateInput } = named as vscode.InputBoxOptions;
  assert.ok(await validateInput?.("a/b"));
  assert.equal(await validateInput?.("a-b.2"), undefined);
});

test("a built-in model is chosen from all that there are", async () => {
  const [outcome] = await answering({ showQuickPick: pick("ornstein") }, () =>
    command<{ status: string; model: string }>("driftgraph.runBuiltIn"),
  );
  assert.equal(outcome.status, "finished");
  assert.match(outcome.model, /ornstein/);
});

test("a model that can't be run is refused with its error, and logs nothing", async () => {
  const { document } = await open("broken.sde.ts");
  const before = await runs();
  const outcome = await command<{ status: string; error?: { code: string } }>(
    "driftgraph.run",
    document.uri,
  );
  assert.equal(outcome.status, "failed");
  assert.equal(outcome.error?.code, "syntax");
  assert.deepEqual(await runs(), before);
});

test("the form, the graph and the output open", async () => {
  const { document } = await open("toggle.sde.ts");
  await command("driftgraph.runWith", document.uri);
  await until(() => tabs().find((label) => label === "Run toggle.sde.ts"), "the form");
  await open("toggle.sde.ts");
  assert.equal(await command("driftgraph.showGraph", document.uri), "toggle");
  await until(() => tabs().find((label) => label === "toggle"), "the graph");
  await command("driftgraph.showOutput");
  await command("driftgraph.openWalkthrough");
});

test("a formula at the cursor is revealed as a node of the graph", async () => {
  // What the test before opened may still come to the front meanwhile.
  const node = await until(async () => {
    const editor = await open("toggle.sde.ts");
    const { document } = editor;
    const at = document.positionAt(document.getText().indexOf("K^n/(K^n + a^n)") + 3);
    editor.selection = new vscode.Selection(at, at);
    return await command<string | undefined>("driftgraph.revealInGraph");
  }, "the node of the formula");
  assert.match(node, /drift/);
});

test("costs are switched by their command", async () => {
  const read = (): boolean | undefined =>
    vscode.workspace.getConfiguration("driftgraph").get<boolean>("costs.enabled");
  const before = read();
  await command("driftgraph.toggleCosts");
  assert.equal(read(), !before);
  await command("driftgraph.toggleCosts");
  assert.equal(read(), before);
});

test("tasks are offered for model files, and one that runs ends with success", async () => {
  await open("toggle.sde.ts");
  const tasks = await vscode.tasks.fetchTasks({ type: "driftgraph" });
  const task = tasks.find(({ definition }) => definition["model"] === "toggle.sde.ts");
  assert.ok(task);
  const ended = new Promise<void>((resolve) => {
    const subscription = vscode.tasks.onDidEndTask(({ execution }) => {
      if (execution.task.name !== task.name) return;
      subscription.dispose();
      resolve();
    });
  });
  const before = await runs();
  await vscode.tasks.executeTask(task);
  await ended;
  assert.equal((await runs()).length, before.length + 1);
});

test("an event file opens in the viewer, as an editor that can't write", async () => {
  const [[name = ""] = []] = await vscode.workspace.fs.readDirectory(
    workspaceUri("runs", "toggle-1"),
  );
  await command("vscode.open", workspaceUri("runs", "toggle-1", name));
  const tab = await until(
    () =>
      vscode.window.tabGroups.all
        .flatMap((group) => group.tabs)
        .find(({ label }) => label === name),
    "the editor of the event file",
  );
  assert.ok(tab.input instanceof vscode.TabInputCustom);
  assert.equal(tab.input.viewType, "driftgraph.eventLog");
});

test("a model runs when its file is saved, if that is asked for", async () => {
  const configuration = vscode.workspace.getConfiguration("driftgraph");
  await configuration.update("runOnSave", true, vscode.ConfigurationTarget.Global);
  const before = await runs();
  const editor = await open("toggle.sde.ts");
  await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), "// saved\n"));
  await editor.document.save();
  await until(
    async () => ((await runs()).length > before.length ? true : undefined),
    "a run after saving",
  );
  await configuration.update("runOnSave", undefined, vscode.ConfigurationTarget.Global);
});
