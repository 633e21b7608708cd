import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";

/** TensorBoard's two ways of reading logs: the data server in Rust, and Python. */
export const LOADERS = ["rust", "python"] as const;
export type Loader = (typeof LOADERS)[number];

const PATIENCE_MS = 60_000;
const ADDRESS = /TensorBoard \S+ at (http:\/\/127\.0\.0\.1:\d+)\//;

/** A real TensorBoard on this machine, over a folder of logs. */
export class TensorBoard {
  readonly #process: ChildProcess;
  readonly #address: string;

  private constructor(process: ChildProcess, address: string) {
    this.#process = process;
    this.#address = address;
  }

  /** Starts one and waits until it has loaded as many runs as the folder has. */
  static async open(
    python: string,
    logdir: string,
    loader: Loader,
    runs: number,
  ): Promise<TensorBoard> {
    const process = spawn(
      python,
      [
        ...["-m", "tensorboard.main", "--logdir", logdir, "--host", "127.0.0.1", "--port", "0"],
        `--load_fast=${loader === "rust"}`,
        "--reload_interval=1",
        // All points, where it would show a sample.
        "--samples_per_plugin=scalars=100000,histograms=100000,text=1000",
      ],
      { stdio: ["ignore", "ignore", "pipe"] },
    );
    const board = new TensorBoard(process, await addressOf(process));
    try {
      await board.#loaded(runs);
    } catch (error) {
      await board.close();
      throw error;
    }
    return board;
  }

  /** The answer to a GET, as JSON. */
  async get(path: string, query: Record<string, string> = {}): Promise<unknown> {
    return await (await this.#fetch(path, query)).json();
  }

  /** The answer to a GET, as text. */
  async text(path: string, query: Record<string, string> = {}): Promise<string> {
    return await (await this.#fetch(path, query)).text();
  }

  /** The answer to a POST of JSON, as JSON. */
  async post(path: string, body: unknown): Promise<unknown> {
    const headers = { "content-type": "application/json" };
    return await (
      await this.#fetch(path, {}, { method: "POST", headers, body: JSON.stringify(body) })
    ).json();
  }

  async close(): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const exit = once(this.#process, "exit");
    this.#process.kill("SIGTERM");
    await exit;
  }

  async #fetch(
    path: string,
    query: Record<string, string>,
    init: RequestInit = {},
  ): Promise<Response> {
    const url = `${this.#address}/data/${path}?${new URLSearchParams(query)}`;
    const response = await fetch(url, init);
    if (response.ok) return response;
    throw new Error(`${url} answered ${response.status}: ${await response.text()}`);
  }

  async #loaded(runs: number): Promise<void> {
    const end = Date.now() + PATIENCE_MS;
    let seen: unknown;
    while (Date.now() < end) {
      seen = await this.get("runs");
      if (Array.isArray(seen) && seen.length >= runs) return await this.#settled();
      await sleep(200);
    }
    throw new Error(`TensorBoard has loaded ${JSON.stringify(seen)} and not ${runs} runs`);
  }

  // A run is listed when its first records are loaded; two looks with the same tags mean that all are.
  async #settled(): Promise<void> {
    let before = "";
    for (;;) {
      const tags = [];
      for (const plugin of ["scalars/tags", "histograms/tags", "graphs/info"]) {
        tags.push(await this.text(`plugin/${plugin}`));
      }
      const now = JSON.stringify(tags);
      if (now === before) return;
      before = now;
      await sleep(1500);
    }
  }
}

async function addressOf(process: ChildProcess): Promise<string> {
  let output = "";
  const found = new Promise<string>((resolve, reject) => {
    process.stderr?.on("data", (chunk: Buffer) => {
      output += chunk.toString();
      const address = ADDRESS.exec(output)?.[1];
      if (address !== undefined) resolve(address);
    });
    process.once("error", reject);
    process.once("exit", (code) => reject(new Error(`TensorBoard exited with ${code}: ${output}`)));
  });
  const late = sleep(PATIENCE_MS, undefined, { ref: false }).then(() => {
    process.kill("SIGTERM");
    throw new Error(`TensorBoard did not start: ${output}`);
  });
  return await Promise.race([found, late]);
}
