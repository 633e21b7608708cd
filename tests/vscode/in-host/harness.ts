import * as vscode from "vscode";

interface HostTest {
  readonly name: string;
  readonly run: () => Promise<void> | void;
}

const tests: HostTest[] = [];

/** Adds a test; they run one after the other, in the order of their files. */
export function test(name: string, run: HostTest["run"]): void {
  tests.push({ name, run });
}

/** Runs all tests and prints what became of them in one line. */
export async function runAll(): Promise<void> {
  const results = [];
  for (const { name, run } of tests) {
    const started = performance.now();
    const error = await Promise.resolve()
      .then(() => Promise.race([run(), late()]))
      .then(() => undefined)
      .catch((thrown: unknown) =>
        thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown),
      );
    results.push({
      name,
      ...(error !== undefined && { error }),
      milliseconds: Math.round(performance.now() - started),
    });
  }
  console.log(`driftgraph-results:${JSON.stringify(results)}`);
}

const TEST_PATIENCE_MS = 30_000;

function late(): Promise<never> {
  return new Promise((_, reject) =>
    setTimeout(() => reject(new Error(`no end after ${TEST_PATIENCE_MS} ms`)), TEST_PATIENCE_MS),
  );
}

/** The workspace's folder. */
export function workspaceUri(...below: readonly string[]): vscode.Uri {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  if (!folder) throw new Error("there is no workspace");
  return vscode.Uri.joinPath(folder.uri, ...below);
}

/** Opens a file of the workspace in an editor. */
export async function open(name: string): Promise<vscode.TextEditor> {
  return await vscode.window.showTextDocument(
    await vscode.workspace.openTextDocument(workspaceUri(name)),
  );
}

/** Waits until `look` finds something. */
export async function until<T>(
  look: () => T | undefined | Promise<T | undefined>,
  what: string,
  tries = 250,
): Promise<T> {
  for (let i = 0; i < tries; i++) {
    const found = await look();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`there never was ${what}`);
}

/** The commands that tests have called. */
export const called = new Set<string>();

/** Calls a command and believes what it gives. */
export async function command<T>(name: string, ...args: unknown[]): Promise<T> {
  called.add(name);
  return await vscode.commands.executeCommand<T>(name, ...args);
}

/** The titles of all tabs. */
export function tabs(): string[] {
  return vscode.window.tabGroups.all.flatMap(({ tabs: all }) => all.map(({ label }) => label));
}

/** The names of the workspace's runs. */
export async function runs(): Promise<string[]> {
  const entries = await vscode.workspace.fs.readDirectory(workspaceUri("runs"));
  return entries.map(([name]) => name).sort();
}
