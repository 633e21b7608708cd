import * as vscode from "vscode";
import { logFolderOf } from "../runs/log-folder.ts";
import { readText } from "../workspace/read-text.ts";
import { startWorker, type WorkerProcess } from "../workspace/worker-process.ts";
import type { RunApi, RunOutcome, RunProgress } from "./api.ts";
import { commandLine } from "./command-line.ts";
import { referenceOf, saveModel } from "./model-reference.ts";
import type { RunOptions } from "./run-options.ts";
import { isSameTarget, type RunTarget } from "./target.ts";

/** A run that is under way. */
export interface CurrentRun {
  readonly target: RunTarget;
  readonly options: RunOptions;
  /** Once its log is begun. */
  readonly folder?: vscode.Uri;
  readonly model?: string;
  readonly summary?: string;
  readonly progress?: RunProgress;
  readonly cancelling: boolean;
}

/** A run that has ended. */
export interface EndedRun {
  readonly target: RunTarget;
  readonly options: RunOptions;
  readonly outcome: RunOutcome;
}

/** A cancelled run that hasn't ended by itself after this time is ended with its thread. */
const CANCEL_PATIENCE_MS = 5000;

/** Runs models in worker threads of the extension host, one thread a run, and tells how they go. */
export class Runner implements vscode.Disposable {
  readonly #context: vscode.ExtensionContext;
  readonly #log: vscode.LogOutputChannel;
  readonly #file: string;
  readonly #current = new Map<WorkerProcess<RunApi>, CurrentRun>();
  readonly #idle: WorkerProcess<RunApi>[] = [];
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #started = new vscode.EventEmitter<CurrentRun>();
  readonly #ended = new vscode.EventEmitter<EndedRun>();
  #last: { readonly target: RunTarget; readonly options: RunOptions } | undefined;

  /** Fires whenever what is running changes, progress included. */
  readonly onDidChange = this.#changed.event;
  /** Fires when a run's log is begun. */
  readonly onDidStart = this.#started.event;
  readonly onDidEnd = this.#ended.event;

  constructor(context: vscode.ExtensionContext, log: vscode.LogOutputChannel) {
    this.#context = context;
    this.#log = log;
    this.#file = vscode.Uri.joinPath(
      context.extensionUri,
      "dist",
      "workers",
      "run-worker.mjs",
    ).fsPath;
  }

  /** The runs under way, the first started first. */
  get current(): readonly CurrentRun[] {
    return [...this.#current.values()];
  }

  /** What was run last. */
  get last() {
    return this.#last;
  }

  /** The run of a model that is under way. */
  runOf(target: RunTarget): CurrentRun | undefined {
    return this.current.find((run) => isSameTarget(run.target, target));
  }

  /**
   * Runs a model and logs it; resolves however the run ends.
   *
   * In a workspace that isn't trusted nothing is run: it resolves as failed.
   */
  async run(target: RunTarget, options: RunOptions): Promise<RunOutcome> {
    if (!vscode.workspace.isTrusted) return await refuseUntrusted();
    this.#last = { target, options };
    const process = this.#take();
    this.#set(process, { target, options, cancelling: false });
    const outcome = await this.#ask(process, target, options);
    this.#current.delete(process);
    this.#report(outcome);
    this.#changed.fire();
    this.#ended.fire({ target, options, outcome });
    return outcome;
  }

  /** Cancels the runs of a model, or all; they end at once and keep what was computed. */
  cancel(target?: RunTarget): void {
    for (const [process, run] of this.#current) {
      if (target && !isSameTarget(run.target, target)) continue;
      void process.rpc.call("cancel").catch(() => undefined);
      this.#set(process, { ...run, cancelling: true });
      setTimeout(() => {
        if (this.#current.get(process)?.cancelling) process.terminate();
      }, CANCEL_PATIENCE_MS);
    }
  }

  dispose(): void {
    for (const process of [...this.#current.keys(), ...this.#idle]) process.terminate();
    for (const emitter of [this.#changed, this.#started, this.#ended]) emitter.dispose();
  }

  async #ask(
    process: WorkerProcess<RunApi>,
    target: RunTarget,
    options: RunOptions,
  ): Promise<RunOutcome> {
    try {
      await saveModel(target);
      const model = await referenceOf(target);
      const logdir = logFolderOf(target, this.#context).fsPath;
      const command = commandLine(target, options);
      const { version } = this.#context.extension.packageJSON;
      const versions = { driftgraph: String(version), vscode: vscode.version };
      const outcome = await process.rpc.call("run", { model, options, logdir, command, versions });
      this.#idle.push(process);
      return outcome;
    } catch (error) {
      const cancelled = this.#current.get(process)?.cancelling === true;
      const message = error instanceof Error ? error.message : String(error);
      return {
        status: cancelled ? "cancelled" : "failed",
        paths: 0,
        duration: 0,
        warnings: [],
        ...(!cancelled && { error: { message, code: "failed" } }),
      };
    }
  }

  /** A thread that has run before starts faster: its kernel threads are warm. */
  #take(): WorkerProcess<RunApi> {
    const idle = this.#idle.pop();
    if (idle) return idle;
    const process: WorkerProcess<RunApi> = startWorker<RunApi>(this.#file, {
      readFile: readText,
      started: (start: { folder: string; model: string; summary: string }) => {
        const run = this.#current.get(process);
        if (!run) return;
        const started = { ...run, ...start, folder: vscode.Uri.file(start.folder) };
        this.#log.info(`${start.model}: ${start.summary}, in ${start.folder}`);
        this.#set(process, started);
        this.#started.fire(started);
      },
      progress: (progress: RunProgress) => {
        const run = this.#current.get(process);
        if (run) this.#set(process, { ...run, progress });
      },
    });
    void process.ended.then((failure) => {
      const index = this.#idle.indexOf(process);
      if (index >= 0) this.#idle.splice(index, 1);
      if (failure !== undefined) this.#log.error(`A run's thread ended: ${failure}`);
    });
    return process;
  }

  #set(process: WorkerProcess<RunApi>, run: CurrentRun): void {
    this.#current.set(process, run);
    this.#changed.fire();
  }

  #report({ status, model = "the model", paths, duration, warnings, error }: RunOutcome): void {
    if (error) this.#log.error(`${model}: ${error.message}`);
    else this.#log.info(`${model}: ${status}, ${paths} paths in ${Math.round(duration)} ms`);
    for (const warning of warnings) this.#log.warn(`${model}: ${warning}`);
  }
}

async function refuseUntrusted(): Promise<RunOutcome> {
  const message = vscode.l10n.t("Models run only in a trusted workspace.");
  const manage = vscode.l10n.t("Manage Trust");
  void vscode.window.showWarningMessage(message, manage).then((chosen) => {
    if (chosen === manage) void vscode.commands.executeCommand("workbench.trust.manage");
  });
  const error = { message, code: "untrusted" };
  return { status: "failed", paths: 0, duration: 0, warnings: [], error };
}
