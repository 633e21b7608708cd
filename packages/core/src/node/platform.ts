import { availableParallelism } from "node:os";
import process from "node:process";
import { setFlagsFromString } from "node:v8";
import type { Platform, Thread } from "../platform/platform.ts";
import { acceptsRelaxedSimd } from "../platform/relaxed-simd.ts";

/** Node.js: worker threads, shared memory, and relaxed SIMD behind a flag before Node 22. */
export const platform: Platform = {
  now: () => performance.now(),
  hardwareThreads: availableParallelism(),
  sharedMemory: true,
  relaxedSimd,
  startThread,
  yieldToHost: () => new Promise((resolve) => setImmediate(resolve)),
};

let relaxed: boolean | undefined;

function relaxedSimd(): boolean {
  if (relaxed === undefined) {
    // The flag is for the whole process: threads started later have it too.
    if (!acceptsRelaxedSimd()) setFlagsFromString("--experimental-wasm-relaxed-simd");
    relaxed = acceptsRelaxedSimd();
  }
  return relaxed;
}

function startThread(source: string): Thread {
  // Loaded by the first thread: a short run has none.
  const { Worker } = process.getBuiltinModule("node:worker_threads");
  const code = `const { parentPort } = require("node:worker_threads");
(${source})((listener) => parentPort.on("message", listener), (message) => parentPort.postMessage(message));`;
  // Without the process's own flags: loaders slow a start down, and --input-type=module would forbid require.
  const worker = new Worker(code, { eval: true, name: "driftgraph", execArgv: [] });
  return {
    post: (message) => worker.postMessage(message),
    onMessage: (listener) => worker.on("message", listener),
    onError: (listener) => worker.on("error", listener),
    keepAlive: (alive) => (alive ? worker.ref() : worker.unref()),
    terminate: () => void worker.terminate(),
  };
}
