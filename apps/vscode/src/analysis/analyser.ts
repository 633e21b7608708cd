import * as vscode from "vscode";
import { isModelDocument } from "../workspace/model-document.ts";
import { moduleUrl, readText } from "../workspace/read-text.ts";
import { startWorker, type WorkerProcess } from "../workspace/worker-process.ts";
import type { AnalysedModel, Analysis, AnalysisRequest } from "./analyse.ts";
import type { AnalysisApi } from "./api.ts";
import type { Problem } from "./problem.ts";

/** Longer, and a model's file is taken to hang: this, or so many times what the thread's start took. */
const PATIENCE_MS = 10_000;
const PATIENCE_STARTS = 20;
/** Evaluated modules stay in a thread's memory: after this many another one takes over. */
const MOST_ANALYSES = 500;

const NOTHING: Analysis = { models: [], problems: [], parsed: true };

/** A thread at work, and how long an analysis may take in it: a slow or busy machine takes longer for all. */
interface Running extends WorkerProcess<AnalysisApi> {
  readonly patience: Promise<number>;
}

interface Known {
  readonly version: number;
  readonly trusted: boolean;
  readonly analysis: Promise<Analysis>;
}

/** Reads models and logs in threads of its own, so that the editor never waits. */
export class Analyser implements vscode.Disposable {
  readonly #file: string;
  readonly #log: vscode.LogOutputChannel;
  readonly #known = new Map<string, Known>();
  readonly #last = new Map<string, Analysis>();
  readonly #analysed = new vscode.EventEmitter<vscode.TextDocument>();
  /** Evaluates documents, whose code may run for ever; it is ended then. */
  #worker: Running | undefined;
  /** Does all else. */
  #other: WorkerProcess<AnalysisApi> | undefined;
  #analyses = 0;
  #turn: Promise<unknown> = Promise.resolve();

  /** Fires when another version of a document was analysed. */
  readonly onDidAnalyse = this.#analysed.event;

  constructor(extension: vscode.Uri, log: vscode.LogOutputChannel) {
    this.#file = vscode.Uri.joinPath(extension, "dist", "workers", "analysis-worker.mjs").fsPath;
    this.#log = log;
  }

  /** What is known of a document as it stands. */
  analyse(document: vscode.TextDocument): Promise<Analysis> {
    if (!isModelDocument(document)) return Promise.resolve(NOTHING);
    const key = document.uri.toString();
    const trusted = vscode.workspace.isTrusted;
    const known = this.#known.get(key);
    if (known?.version === document.version && known.trusted === trusted) return known.analysis;
    const analysis = this.#analyse(document, trusted);
    this.#known.set(key, { version: document.version, trusted, analysis });
    return analysis;
  }

  /** The model that a position of a document is in or, if there is only one, that one. */
  async modelAt(
    document: vscode.TextDocument,
    position: vscode.Position | undefined,
  ): Promise<{ readonly model: AnalysedModel; readonly index: number } | undefined> {
    const { models } = await this.analyse(document);
    const offset = position ? document.offsetAt(position) : -1;
    const around = models.findIndex(({ call }) => offset >= call.start && offset <= call.end);
    const index =
      around >= 0
        ? around
        : Math.max(
            0,
            models.findIndex(({ isDefault }) => isDefault),
          );
    const model = models[index];
    return model && { model, index };
  }

  /** The thread that does all but analyse documents: none of them can hold it up. */
  get worker(): WorkerProcess<AnalysisApi>["rpc"] {
    if (this.#other) return this.#other.rpc;
    const worker = this.#start(() => {
      if (this.#other === worker) this.#other = undefined;
    });
    this.#other = worker;
    return worker.rpc;
  }

  forget(document: vscode.TextDocument): void {
    this.#known.delete(document.uri.toString());
    this.#last.delete(document.uri.toString());
  }

  dispose(): void {
    this.#worker?.terminate();
    this.#other?.terminate();
    this.#analysed.dispose();
  }

  async #analyse(document: vscode.TextDocument, evaluate: boolean): Promise<Analysis> {
    const key = document.uri.toString();
    const { version } = document;
    const request = { url: moduleUrl(document.uri), text: document.getText(), evaluate };
    const found = await this.#ask(request);
    // While a text can't be parsed, what was known of it stays on the screen.
    const before = this.#last.get(key);
    const analysis = !found.parsed && before ? { ...found, models: before.models } : found;
    if (found.parsed) this.#last.set(key, found);
    if (document.version === version && !document.isClosed) this.#analysed.fire(document);
    return analysis;
  }

  /** The analysis of a text: as its code makes it or, if that doesn't end or ends the thread, as it is written. */
  async #ask(request: AnalysisRequest): Promise<Analysis> {
    const failures: string[] = [];
    for (const evaluate of request.evaluate ? [true, false] : [false]) {
      try {
        const analysis = await this.#inTurn({ ...request, evaluate });
        const [model] = analysis.models;
        const [failure] = failures;
        if (!model || failure === undefined) return analysis;
        return { ...analysis, problems: [...analysis.problems, notEvaluated(model, failure)] };
      } catch (error) {
        failures.push(error instanceof Error ? error.message : String(error));
        this.#log.error(`${request.url} can't be analysed: ${failures.at(-1)}`);
      }
    }
    return { ...NOTHING, parsed: false };
  }

  /** One at a time: so it is known which one doesn't end. */
  async #inTurn(request: AnalysisRequest): Promise<Analysis> {
    const analysis = this.#turn.then(() => this.#within(request));
    this.#turn = analysis.catch(() => undefined);
    return await analysis;
  }

  #running(): Running {
    if (this.#worker) return this.#worker;
    const startedAt = performance.now();
    const started = this.#start(() => {
      if (this.#worker === worker) this.#worker = undefined;
    });
    const patience = started.rpc
      .call("ready")
      .then(() => Math.max(PATIENCE_MS, PATIENCE_STARTS * (performance.now() - startedAt)));
    // Who asks it for an analysis is told.
    patience.catch(() => undefined);
    const worker: Running = { ...started, patience };
    this.#worker = worker;
    return worker;
  }

  #start(onEnd: () => void): WorkerProcess<AnalysisApi> {
    const worker = startWorker<AnalysisApi>(this.#file, { readFile: readText });
    void worker.ended.then((failure) => {
      onEnd();
      if (failure !== undefined) this.#log.error(`The analysis ended: ${failure}`);
    });
    return worker;
  }

  #restart(): void {
    this.#worker?.terminate();
    this.#worker = undefined;
  }

  /** A model's file may loop for ever; its thread is ended then. */
  async #within(request: AnalysisRequest): Promise<Analysis> {
    if (++this.#analyses % MOST_ANALYSES === 0) this.#restart();
    const worker = this.#running();
    const patience = await worker.patience;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        this.#restart();
        reject(new Error(`its code runs longer than ${Math.round(patience / 1000)} s`));
      }, patience);
    });
    try {
      return await Promise.race([worker.rpc.call("analyse", request), late]);
    } finally {
      clearTimeout(timer);
    }
  }
}

function notEvaluated({ callee }: AnalysedModel, failure: string): Problem {
  return {
    span: callee,
    message: vscode.l10n.t("The model is shown as it is written alone: {0}", failure),
    code: "not-evaluated",
    severity: "warning",
    fixes: [],
  };
}
