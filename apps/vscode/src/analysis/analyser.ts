import * as vscode from "vscode";
import { isModelDocument } from "../workspace/model-document.ts";
import { moduleUrl, readText } from "../workspace/read-text.ts";
import { startWorker, type WorkerProcess } from "../workspace/worker-process.ts";
import type { AnalysedModel, Analysis } from "./analyse.ts";
import type { AnalysisApi } from "./api.ts";

/** Longer, and a model's file is taken to hang. */
const PATIENCE_MS = 10_000;
/** Evaluated modules stay in a thread's memory: after this many another one takes over. */
const MOST_ANALYSES = 500;

const NOTHING: Analysis = { models: [], problems: [], parsed: true };

interface Known {
  readonly version: number;
  readonly trusted: boolean;
  readonly analysis: Promise<Analysis>;
}

/** Reads models and logs in a thread of its own, so that the editor never waits. */
export class Analyser implements vscode.Disposable {
  readonly #file: string;
  readonly #log: vscode.LogOutputChannel;
  readonly #known = new Map<string, Known>();
  readonly #last = new Map<string, Analysis>();
  readonly #analysed = new vscode.EventEmitter<vscode.TextDocument>();
  #worker: WorkerProcess<AnalysisApi> | undefined;
  #analyses = 0;

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

  /** Calls the worker directly, for all that isn't about one document. */
  get worker(): WorkerProcess<AnalysisApi>["rpc"] {
    return this.#running().rpc;
  }

  forget(document: vscode.TextDocument): void {
    this.#known.delete(document.uri.toString());
    this.#last.delete(document.uri.toString());
  }

  dispose(): void {
    this.#worker?.terminate();
    this.#analysed.dispose();
  }

  async #analyse(document: vscode.TextDocument, evaluate: boolean): Promise<Analysis> {
    const key = document.uri.toString();
    const { version } = document;
    const request = { url: moduleUrl(document.uri), text: document.getText(), evaluate };
    if (++this.#analyses % MOST_ANALYSES === 0) this.#restart();
    const found = await this.#within(this.worker.call("analyse", request)).catch(
      (error: unknown): Analysis => {
        this.#log.error(`${key} can't be analysed: ${String(error)}`);
        return { ...NOTHING, parsed: false };
      },
    );
    // While a text can't be parsed, what was known of it stays on the screen.
    const before = this.#last.get(key);
    const analysis = !found.parsed && before ? { ...found, models: before.models } : found;
    if (found.parsed) this.#last.set(key, found);
    if (document.version === version && !document.isClosed) this.#analysed.fire(document);
    return analysis;
  }

  #running(): WorkerProcess<AnalysisApi> {
    if (this.#worker) return this.#worker;
    const worker = startWorker<AnalysisApi>(this.#file, { readFile: readText });
    this.#worker = worker;
    void worker.ended.then((failure) => {
      if (this.#worker === worker) this.#worker = undefined;
      if (failure !== undefined) this.#log.error(`The analysis ended: ${failure}`);
    });
    return worker;
  }

  #restart(): void {
    this.#worker?.terminate();
    this.#worker = undefined;
  }

  /** A model's file may loop for ever; its thread is ended then. */
  async #within<T>(work: Promise<T>): Promise<T> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        this.#restart();
        reject(new Error(`it takes longer than ${PATIENCE_MS / 1000} s`));
      }, PATIENCE_MS);
    });
    try {
      return await Promise.race([work, late]);
    } finally {
      clearTimeout(timer);
    }
  }
}
