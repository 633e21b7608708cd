import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { DriftgraphError } from "@driftgraph/core";
import { packageRoot } from "../package-root.ts";
import type { Installation } from "../provision/installation.ts";
import { type Exchange, openExchange } from "./exchange.ts";
import type { OpJob, Request, Response, StoredOutput, Tensors } from "./messages.ts";

/** Characters of what TensorFlow prints that are kept: it can repeat itself without end. */
const KEPT = 20_000;
/** Lines of it that a failure shows. */
const SHOWN_LINES = 12;

/** Has glibc keep what large tensors have had for the next ones: fresh pages cost more than their copies. */
const KEPT_MEMORY = {
  MALLOC_MMAP_THRESHOLD_: String(2 ** 28),
  MALLOC_TRIM_THRESHOLD_: String(2 ** 29),
};

interface Waiting {
  readonly resolve: (response: Response) => void;
  readonly reject: (error: unknown) => void;
}

/** libtensorflow in a process of its own, with one SavedModel. */
export class TensorFlowProcess {
  readonly #child: ChildProcess;
  readonly #waiting: Waiting[] = [];
  #exchange: Exchange | undefined;
  #messages = "";
  #isLoaded = false;
  #ended: DriftgraphError | undefined;

  /**
   * @param threads that run ops side by side.
   * @param lanes chains of ops that do so: threads that are left over help within an op.
   */
  constructor(threads: number, lanes: number) {
    this.#child = fork(fileURLToPath(new URL("dist/tensorflow-process.js", packageRoot())), {
      serialization: "advanced",
      stdio: ["ignore", "pipe", "pipe", "ipc"],
      // Without the process's own flags: a loader or an inspector is not for this one.
      execArgv: [],
      env: { ...process.env, ...KEPT_MEMORY, ...threadLimits(threads, lanes) },
    });
    this.#child.on("message", (response: Response) => this.#waiting.shift()?.resolve(response));
    this.#child.on("error", (error) => this.#end(error.message));
    // Only when its output has been read to its end too, since that says why.
    this.#child.on("close", (code, signal) => {
      const cause = signal === "SIGKILL" ? ", as a system ends what takes too much memory" : "";
      this.#end(`it ended with ${signal ?? code}${cause}`);
    });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.setEncoding("utf8").on("data", (text: string) => {
        this.#messages = (this.#messages + text).slice(-KEPT);
      });
    }
  }

  /** What TensorFlow has printed so far. */
  get messages(): string {
    return this.#messages;
  }

  /** Loads tfjs-node and a SavedModel; before anything else. */
  async load({ folder }: Installation, savedModel: string): Promise<void> {
    await this.#ask({ kind: "load", installation: folder, savedModel }, "loaded");
    this.#isLoaded = true;
  }

  /** Runs the graph once; calls queue up, and come back in order. */
  run(
    inputs: Tensors,
    outputs: readonly string[],
    stored: readonly StoredOutput[] = [],
  ): Promise<Extract<Response, { kind: "ran" }>> {
    return this.#ask({ kind: "run", inputs, outputs, stored }, "ran");
  }

  /** A file through which outputs of a run come, of at least that many bytes; runs must wait for it. */
  async exchange(bytes: number): Promise<Exchange> {
    if (this.#exchange && this.#exchange.bytes >= bytes) return this.#exchange;
    this.#exchange?.close();
    this.#exchange = undefined;
    this.#exchange = await openExchange(bytes, async (file) => {
      await this.#ask({ kind: "exchange", file }, "opened");
    });
    return this.#exchange;
  }

  /** Microseconds of a call of each op, run eagerly by itself; null where it can't be. */
  async time(jobs: readonly OpJob[], budget: number): Promise<readonly (number | null)[]> {
    return (await this.#ask({ kind: "time", jobs, budget }, "timed")).micros;
  }

  /** Whether our own process must live as long as this one. */
  keepAlive(alive: boolean): void {
    const { channel, stdout, stderr } = this.#child;
    for (const held of [this.#child, channel, stdout, stderr]) {
      if (!held) continue;
      if (alive && "ref" in held && typeof held.ref === "function") held.ref();
      if (!alive && "unref" in held && typeof held.unref === "function") held.unref();
    }
  }

  /** Ends it at once, also in the middle of a run; what was asked and not answered is rejected. */
  kill(): void {
    this.#end("it was ended");
    this.#child.kill("SIGKILL");
    this.#exchange?.close();
    this.#exchange = undefined;
  }

  async #ask<K extends Response["kind"]>(
    request: Request,
    kind: K,
  ): Promise<Extract<Response, { kind: K }>> {
    const response = await new Promise<Response>((resolve, reject) => {
      if (this.#ended) return reject(this.#ended);
      this.#waiting.push({ resolve, reject });
      this.#child.send(request, (error) => error && reject(this.#failure(error.message)));
    });
    if (isKind(response, kind)) return response;
    throw this.#failure(response.kind === "failed" ? response.message : "it answered out of turn");
  }

  #end(reason: string): void {
    this.#ended ??= this.#failure(reason);
    for (const { reject } of this.#waiting.splice(0)) reject(this.#ended);
  }

  #failure(reason: string): DriftgraphError {
    const lines = this.#messages.split("\n").filter(tellsWhy).slice(-SHOWN_LINES);
    const hints = [
      ...(lines.length > 0 ? [["It said:", ...lines].join("\n    ")] : []),
      ...(this.#isLoaded
        ? []
        : ["driftgraph setup tensorflow --check says whether libtensorflow is whole."]),
    ];
    return new DriftgraphError("run-failed", `TensorFlow could not run the graph: ${reason}`, {
      ...(hints.length > 0 && { hint: hints.join("\n") }),
    });
  }
}

/** Whether a line of TensorFlow's is more than the news that it always prints. */
function tellsWhy(line: string): boolean {
  return !/^(\s*$|I\d{4} |WARNING: All log messages before|To enable the following instr)/.test(
    line,
  );
}

function isKind<K extends Response["kind"]>(
  response: Response,
  kind: K,
): response is Extract<Response, { kind: K }> {
  return response.kind === kind;
}

function threadLimits(threads: number, lanes: number): NodeJS.ProcessEnv {
  // Those that nothing is left for would still spin while they wait.
  const within = Math.max(1, Math.floor(threads / lanes));
  return { TF_NUM_INTRAOP_THREADS: String(within), TF_NUM_INTEROP_THREADS: String(threads) };
}
