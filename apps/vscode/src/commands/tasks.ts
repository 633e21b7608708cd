import * as vscode from "vscode";
import { progressText } from "../code/code-lens.ts";
import type { RunOptions } from "../run/run-options.ts";
import type { RunTarget } from "../run/target.ts";
import { workspaceFolderOf } from "../runs/log-folder.ts";
import { isModelDocument } from "../workspace/model-document.ts";
import type { Services } from "../workspace/services.ts";

const TYPE = "driftgraph";
/** Files that tasks are offered for without being asked. */
const PATTERN = "**/*.sde.{ts,js,mts,mjs}";
const MOST_FILES = 50;

interface Definition extends vscode.TaskDefinition {
  readonly model?: string;
  readonly options?: RunOptions;
}

/** Tasks that run a model; what is wrong with its file goes to the problems view by the problem matcher. */
export function registerTasks(services: Services): vscode.Disposable {
  return vscode.tasks.registerTaskProvider(TYPE, {
    async provideTasks() {
      const found = await findModelFiles();
      const open = vscode.workspace.textDocuments.filter(isModelDocument).map(({ uri }) => uri);
      const files = new Map([...found, ...open].map((uri) => [uri.toString(), uri]));
      return [...files.values()].flatMap((uri) => {
        const folder = vscode.workspace.getWorkspaceFolder(uri);
        const model = vscode.workspace.asRelativePath(uri, false);
        return folder ? [taskOf(services, { type: TYPE, model }, folder)] : [];
      });
    },
    resolveTask({ definition, scope }) {
      const folder = typeof scope === "object" ? scope : vscode.workspace.workspaceFolders?.[0];
      return folder ? taskOf(services, definition, folder) : undefined;
    },
  });
}

/** Where the editor can't search for files, the models that are open still have their tasks. */
async function findModelFiles(): Promise<readonly vscode.Uri[]> {
  try {
    return await vscode.workspace.findFiles(PATTERN, "**/node_modules/**", MOST_FILES);
  } catch {
    return [];
  }
}

function taskOf(
  services: Services,
  definition: Definition,
  folder: vscode.WorkspaceFolder,
): vscode.Task {
  const { model = "", options = {} } = definition;
  const name = vscode.l10n.t("run {0}", model);
  const execution = new vscode.CustomExecution(async () => {
    const isFile = /[/.]/.test(model);
    const target: RunTarget = isFile
      ? { kind: "file", uri: vscode.Uri.joinPath(folder.uri, model), index: 0 }
      : { kind: "built-in", name: model };
    return new RunTerminal(services, target, options);
  });
  const task = new vscode.Task(definition, folder, name, "driftgraph", execution, "$driftgraph");
  task.group = vscode.TaskGroup.Build;
  task.presentationOptions = { reveal: vscode.TaskRevealKind.Silent };
  return task;
}

/** The terminal of a task: what the run says, line by line. */
class RunTerminal implements vscode.Pseudoterminal {
  readonly #written = new vscode.EventEmitter<string>();
  readonly #closed = new vscode.EventEmitter<number>();
  readonly #services: Services;
  readonly #target: RunTarget;
  readonly #options: RunOptions;
  readonly onDidWrite = this.#written.event;
  readonly onDidClose = this.#closed.event;

  constructor(services: Services, target: RunTarget, options: RunOptions) {
    this.#services = services;
    this.#target = target;
    this.#options = options;
  }

  open(): void {
    void this.#run();
  }

  close(): void {
    this.#services.runner.cancel(this.#target);
  }

  /** Ctrl-C cancels. */
  handleInput(data: string): void {
    if (data.includes("\x03")) this.#services.runner.cancel(this.#target);
  }

  async #run(): Promise<void> {
    const { runner } = this.#services;
    const target = await this.#defaultModel();
    const progress = runner.onDidChange(() => {
      const run = runner.runOf(target);
      if (run?.progress) this.#written.fire(`\r\x1b[K${progressText(run)}`);
    });
    const { status, folder, paths, error } = await runner.run(target, this.#options);
    progress.dispose();
    this.#written.fire("\r\x1b[K");
    if (error) for (const line of await this.#errorLines(error.message)) this.#line(line);
    else this.#line(vscode.l10n.t("{0}: {1} paths, in {2}", status, paths, folder ?? ""));
    this.#closed.fire(status === "finished" ? 0 : 1);
  }

  async #defaultModel(): Promise<RunTarget> {
    if (this.#target.kind === "built-in") return this.#target;
    const document = await vscode.workspace.openTextDocument(this.#target.uri);
    const found = await this.#services.analyser.modelAt(document, undefined);
    return found ? { ...this.#target, index: found.index } : this.#target;
  }

  /** Errors in the form that the problem matcher reads. */
  async #errorLines(message: string): Promise<string[]> {
    if (this.#target.kind === "built-in") return [`error: ${message}`];
    const document = await vscode.workspace.openTextDocument(this.#target.uri);
    const { problems } = await this.#services.analyser.analyse(document);
    const folder = workspaceFolderOf(this.#target);
    const file = folder
      ? vscode.workspace.asRelativePath(document.uri, false)
      : document.uri.fsPath;
    const lines = problems.flatMap(({ span, severity, message: what }) => {
      const { line, character } = document.positionAt(span.start);
      return severity === "information"
        ? []
        : [`${file}:${line + 1}:${character + 1}: ${severity}: ${what}`];
    });
    return lines.length > 0 ? lines : [`${file}:1:1: error: ${message}`];
  }

  #line(text: string): void {
    this.#written.fire(`${text}\r\n`);
  }
}
