import * as vscode from "vscode";
import type { Analyser } from "../analysis/analyser.ts";
import type { LoggedRunFacts } from "../analysis/run-facts.ts";
import { logFolders } from "./log-folder.ts";

/** A run in one of the workspace's folders of logs. */
export interface ListedRun {
  readonly root: vscode.Uri;
  readonly facts: LoggedRunFacts;
  readonly label: string | undefined;
  readonly pinned: boolean;
}

/** What people noted of runs, by the run's folder. */
interface Notes {
  readonly label?: string;
  readonly pinned?: boolean;
}

const NOTES = "driftgraph.notes";
/** Files that are being written change often: a burst is looked at once. */
const SETTLE_MS = 300;

/** The runs of the workspace, newest first; watches the folders of logs. */
export class RunList implements vscode.Disposable {
  readonly #context: vscode.ExtensionContext;
  readonly #analyser: Analyser;
  readonly #changed = new vscode.EventEmitter<void>();
  #watchers: vscode.Disposable[] = [];
  #runs: Promise<readonly ListedRun[]> | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #selection: readonly ListedRun[] = [];

  readonly onDidChange = this.#changed.event;

  constructor(context: vscode.ExtensionContext, analyser: Analyser) {
    this.#context = context;
    this.#analyser = analyser;
  }

  /** All runs, as they were at the last look. */
  all(): Promise<readonly ListedRun[]> {
    if (this.#watchers.length === 0) this.#watch();
    this.#runs ??= this.#read();
    return this.#runs;
  }

  /** The run of a folder, if it is there. */
  async find(root: vscode.Uri, name: string): Promise<ListedRun | undefined> {
    const runs = await this.all();
    return runs.find((run) => run.facts.name === name && run.root.toString() === root.toString());
  }

  /** Notes what is selected in the tree, which a key isn't told. */
  select(runs: readonly ListedRun[]): void {
    this.#selection = runs;
  }

  /** What is selected in the tree and still there. */
  async selected(): Promise<readonly ListedRun[]> {
    const found = this.#selection.map(({ root, facts }) => this.find(root, facts.name));
    return (await Promise.all(found)).filter((run) => run !== undefined);
  }

  refresh(): void {
    this.#runs = undefined;
    this.#changed.fire();
  }

  /** Notes something of a run; undefined takes a note away. */
  async note(root: vscode.Uri, name: string, notes: { [N in keyof Notes]?: Notes[N] | undefined }) {
    const key = keyOf(root, name);
    const all = this.#notes();
    const next = { ...all[key], ...notes };
    const kept = Object.entries(next).filter(([, value]) => value !== undefined && value !== false);
    const { [key]: _, ...others } = all;
    const value = kept.length > 0 ? { ...others, [key]: Object.fromEntries(kept) } : others;
    await this.#context.workspaceState.update(NOTES, value);
    this.refresh();
  }

  /** Keeps the notes of a run that gets another name. */
  async moved(root: vscode.Uri, from: string, to: string): Promise<void> {
    const notes = this.#notes()[keyOf(root, from)];
    await this.note(root, from, { label: undefined, pinned: undefined });
    if (notes) await this.note(root, to, notes);
  }

  dispose(): void {
    clearTimeout(this.#timer);
    for (const watcher of this.#watchers) watcher.dispose();
    this.#changed.dispose();
  }

  #notes(): Readonly<Record<string, Notes>> {
    return this.#context.workspaceState.get<Record<string, Notes>>(NOTES, {});
  }

  async #read(): Promise<readonly ListedRun[]> {
    const notes = this.#notes();
    const roots = logFolders(this.#context);
    const found = await Promise.all(
      roots.map(async (root) => {
        if (!(await exists(root))) return [];
        const runs = await this.#analyser.worker.call("runs", root.fsPath);
        return runs.map((facts): ListedRun => {
          const { label, pinned = false } = notes[keyOf(root, facts.name)] ?? {};
          return { root, facts, label, pinned };
        });
      }),
    );
    return found.flat().sort((a, b) => (b.facts.startTime ?? 0) - (a.facts.startTime ?? 0));
  }

  #watch(): void {
    const soon = (): void => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.refresh(), SETTLE_MS);
    };
    this.#watchers = [
      ...logFolders(this.#context).map((root) => watcherOf(root, soon)),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration("driftgraph.logFolder")) this.#watchAgain();
      }),
      vscode.workspace.onDidChangeWorkspaceFolders(() => this.#watchAgain()),
    ];
  }

  #watchAgain(): void {
    for (const watcher of this.#watchers) watcher.dispose();
    this.#watch();
    this.refresh();
  }
}

function watcherOf(root: vscode.Uri, changed: () => void): vscode.Disposable {
  const pattern = new vscode.RelativePattern(root, "**");
  const watcher = vscode.workspace.createFileSystemWatcher(pattern);
  return vscode.Disposable.from(
    watcher,
    watcher.onDidCreate(changed),
    watcher.onDidChange(changed),
    watcher.onDidDelete(changed),
  );
}

function keyOf(root: vscode.Uri, name: string): string {
  return `${root}/${name}`;
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}
