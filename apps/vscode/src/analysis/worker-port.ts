import { parentPort } from "node:worker_threads";
import type { Port } from "../messages/rpc.ts";

/** The port of the worker that this code runs in. */
export function workerPort(): Port {
  const port = parentPort;
  if (!port) throw new Error("this module runs in a worker thread");
  return {
    post: (message) => port.postMessage(message),
    onMessage: (listener) => port.on("message", listener),
  };
}
