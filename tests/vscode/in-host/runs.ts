import assert from "node:assert/strict";
import * as vscode from "vscode";
import { answering, pick, replaced, say } from "./answers.ts";
import { command, runs, tabs, test, until, workspaceUri } from "./harness.ts";

interface Item {
  readonly kind: "run";
  readonly run: {
    readonly root: vscode.Uri;
    readonly facts: { readonly name: string };
    readonly label?: string;
  };
}

const item = (name: string): Item => ({
  kind: "run",
  run: { root: workspaceUri("runs"), facts: { name } },
});

/** The runs as the palette offers them, with what is noted of them. */
async function offered(): Promise<readonly (vscode.QuickPickItem & { run: Item["run"] })[]> {
  let all: readonly (vscode.QuickPickItem & { run: Item["run"] })[] = [];
  const look = (items: typeof all): undefined => {
    all = items;
  };
  await answering({ showQuickPick: look }, () => command("driftgraph.openRun"));
  return all;
}

/** Makes a run to do something to. */
async function made(): Promise<string> {
  const { folder } = await command<{ folder: string }>(
    "driftgraph.run",
    { kind: "built-in", name: "switch" },
    { paths: 256, tEnd: 1, dt: 0.1 },
  );
  return folder.split("/").at(-1) ?? "";
}

test("a run has the label that it is given, until it gets an empty one", async () => {
  const name = await made();
  const labelOf = async (): Promise<string | undefined> =>
    (await offered()).find(({ label }) => label === name)?.description;
  const label = (answer: string | undefined) =>
    answering({ showInputBox: say(answer) }, () => command("driftgraph.labelRun", item(name)));
  await label("baseline");
  assert.match((await labelOf()) ?? "", /^baseline · /);
  await label(undefined);
  assert.match((await labelOf()) ?? "", /^baseline · /);
  await label("");
  assert.doesNotMatch((await labelOf()) ?? "", /baseline/);
});

test("a run that is pinned comes first, until it isn't any more", async () => {
  await made();
  await command("driftgraph.pinRun", item("toggle-1"));
  assert.equal((await offered())[0]?.label, "toggle-1");
  await command("driftgraph.unpinRun", item("toggle-1"));
  assert.notEqual((await offered())[0]?.label, "toggle-1");
});

test("a run is renamed with its folder, keeps its label, and takes no name that is taken", async () => {
  const name = await made();
  await answering({ showInputBox: say("kept") }, () => command("driftgraph.labelRun", item(name)));
  const [, [[options] = []]] = await answering({ showInputBox: say("best") }, () =>
    command("driftgraph.renameRun", item(name)),
  );
  const { validateInput } = options as vscode.InputBoxOptions;
  for (const wrong of ["", "a/b", "..", "a\\b", "end."])
    assert.ok(await validateInput?.(wrong), wrong);
  assert.equal(await validateInput?.("σ = 0.2"), undefined);
  const now = await runs();
  assert.ok(now.includes("best") && !now.includes(name), now.join());
  const [, problems] = await answering(
    { showInputBox: say("toggle-1"), showErrorMessage: say(undefined) },
    () => command("driftgraph.renameRun", item("best")),
  );
  assert.equal(problems.length, 2);
  assert.ok((await runs()).includes("best"));
  const found = await until(
    async () => (await offered()).find(({ label }) => label === "best"),
    "the run under its new name",
  );
  assert.match(found.description ?? "", /^kept/);
});

test("a run is deleted only when that is confirmed, with its tab", async () => {
  const name = await made();
  await command("driftgraph.openRun", item(name));
  await until(() => tabs().find((label) => label === name), "the run's tab");
  const remove = (answer: string | undefined, ...others: readonly string[]) =>
    answering({ showWarningMessage: say(answer) }, () =>
      command("driftgraph.deleteRun", item(name), [name, ...others].map(item)),
    );
  const [, [[question, options] = []]] = await remove(undefined);
  assert.match(String(question), new RegExp(name));
  assert.equal((options as vscode.MessageOptions).modal, true);
  assert.ok((await runs()).includes(name));
  await remove("Delete");
  assert.ok(!(await runs()).includes(name));
  await until(() => (tabs().includes(name) ? undefined : true), "the end of the run's tab");
});

test("many runs are deleted after one question", async () => {
  const [one, two] = [await made(), await made()];
  const [, asked] = await answering({ showWarningMessage: say("Delete") }, () =>
    command("driftgraph.deleteRun", item(one), [item(one), item(two)]),
  );
  assert.equal(asked.length, 1);
  assert.match(String(asked[0]?.[0]), /2 runs/);
  const left = await runs();
  assert.ok(!left.includes(one) && !left.includes(two), left.join());
});

test("runs are compared in one tab: those that are selected, or those that are picked", async () => {
  await command("driftgraph.compareRuns", item("switch-1"), [item("switch-1"), item("switch-2")]);
  await until(() => tabs().find((label) => label === "switch-1 and 1 more"), "the comparison");
  await answering({ showQuickPick: pick("toggle-1") }, () => command("driftgraph.compareRuns"));
  await until(() => tabs().find((label) => label === "toggle-1"), "a comparison of one");
});

test("the command that made a run is copied, as its log has it", async () => {
  await answering({ showQuickPick: pick("toggle-1") }, () => command("driftgraph.copyRunCommand"));
  assert.equal(await vscode.env.clipboard.readText(), "driftgraph run toggle.sde.ts");
});

test("a run's folder is revealed where the editor can show it", async () => {
  const revealed: unknown[][] = [];
  const execute = vscode.commands.executeCommand;
  const restore = replaced(vscode.commands, {
    executeCommand: async (name: string, ...args: unknown[]) => {
      if (!name.startsWith("reveal")) return await execute(name, ...args);
      revealed.push([name, String(args[0])]);
      return undefined;
    },
  });
  try {
    await command("driftgraph.revealRunFolder", item("toggle-1"));
  } finally {
    restore();
  }
  // In a browser there is no folder of the user's machine to open.
  assert.deepEqual(revealed, [["revealInExplorer", workspaceUri("runs", "toggle-1").toString()]]);
});

test("a run opens in the browser: a server of this machine has the viewer and the log", async () => {
  const opened: vscode.Uri[] = [];
  const restore = replaced(vscode.env, {
    openExternal: (uri: vscode.Uri) => {
      opened.push(uri);
      return true;
    },
    asExternalUri: (uri: vscode.Uri) => uri,
  });
  try {
    await command("driftgraph.openInBrowser", item("toggle-1"));
    await command("driftgraph.openInBrowser", item("toggle-1"));
  } finally {
    restore();
  }
  const [first, second] = opened.map(String);
  assert.equal(first, second);
  assert.match(String(first), /^http:\/\/127\.0\.0\.1:\d+\//);
  const response = await fetch(opened[0]?.toString(true) ?? "");
  assert.equal(response.status, 200);
  assert.match(await response.text(), /driftgraph-viewer/);
});

test("runs are shared as one HTML file, with the viewer and their logs in it, where one wants it", async () => {
  const target = workspaceUri("shared.html");
  const [, asked] = await answering(
    { showSaveDialog: say(target), showInformationMessage: say(undefined) },
    () => command("driftgraph.shareRun", item("toggle-1"), [item("toggle-1"), item("switch-1")]),
  );
  const [[where] = []] = asked;
  assert.match(String((where as vscode.SaveDialogOptions).defaultUri), /toggle-1\.html$/);
  const html = Buffer.from(await vscode.workspace.fs.readFile(target)).toString("utf8");
  assert.match(html, /driftgraph-viewer/);
  const files = [
    ...html.matchAll(/<script type="application\/x-driftgraph-events" data-path="(.+?)\//g),
  ];
  assert.deepEqual([...new Set(files.map(([, run]) => run))].sort(), ["switch-1", "toggle-1"]);
  assert.ok(!/<script[^>]+src=/.test(html), "nothing is loaded from elsewhere");
  await answering({ showSaveDialog: say(undefined) }, () =>
    command("driftgraph.shareRun", item("toggle-1")),
  );
});

test("runs that others put into the folder are listed after a refresh", async () => {
  await vscode.workspace.fs.copy(workspaceUri("runs", "toggle-1"), workspaceUri("runs", "others"));
  await command("driftgraph.refreshRuns");
  assert.ok((await offered()).some(({ label }) => label === "others"));
});
