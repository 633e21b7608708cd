import { Worker } from "node:worker_threads";
import type { Methods } from "../messages/rpc.ts";
import { Rpc } from "../messages/rpc.ts";

/** A worker thread of ours, and how to call it. */
export interface WorkerProcess<Api extends Methods<Api>> {
  readonly rpc: Rpc<Api>;
  /** Resolves with what ended it, if it wasn't `terminate`. */
  readonly ended: Promise<string | undefined>;
  terminate(): void;
}

/**
 * Starts a worker thread of the extension host.
 *
 * @param own what the worker may call.
 */
export function startWorker<Api extends Methods<Api>>(
  file: string,
  own: object,
): WorkerProcess<Api> {
  // Without the host's own flags and environment hooks, which are for its extensions.
  const worker = new Worker(file, { execArgv: [], name: "driftgraph", stdout: true, stderr: true });
  const rpc = new Rpc<Api>(
    {
      post: (message) => worker.postMessage(message),
      onMessage: (listener) => worker.on("message", listener),
    },
    own,
  );
  let terminated = false;
  let failure = "the worker ended";
  const ended = new Promise<string | undefined>((resolve) => {
    worker.on("error", (error) => {
      failure = error instanceof Error ? error.message : String(error);
    });
    worker.on("exit", () => {
      rpc.fail(failure);
      resolve(terminated ? undefined : failure);
    });
  });
  return {
    rpc,
    ended,
    terminate() {
      terminated = true;
      void worker.terminate();
    },
  };
}
