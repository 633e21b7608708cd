import { platform } from "#platform";
import { DriftgraphError } from "../errors/error.ts";
import type { Thread } from "../platform/platform.ts";
import {
  type PartialTile,
  type ThreadAnswer,
  type ThreadMessage,
  threadProgram,
} from "./thread.ts";

/** A thread that is kept between runs; starting one costs 50–100 ms. */
export interface PooledThread {
  load(module: WebAssembly.Module, memory: WebAssembly.Memory): void;
  /** Works through tiles until there are none left or the run is cancelled. */
  work(control: Int32Array, context: number, slice: number): Promise<PartialTile | undefined>;
}

const idle: PooledThread[] = [];

/** Number of threads that are warm and free. */
export function idleThreads(): number {
  return idle.length;
}

/** Takes a free thread or starts one; undefined where there are no threads. */
export function takeThread(): PooledThread | undefined {
  return idle.pop() ?? startThread();
}

/** Gives a thread back, warm for the next run. */
export function giveBack(thread: PooledThread): void {
  idle.push(thread);
}

function startThread(): PooledThread | undefined {
  const thread = platform.startThread(threadProgram.toString());
  if (!thread) return undefined;
  thread.keepAlive(false);
  let settle: Settle | undefined;
  const failed = (message: string): void => {
    settle?.reject(new DriftgraphError("run-failed", `a worker thread failed: ${message}`));
  };
  thread.onError((error) => failed(String(error)));
  thread.onMessage((message) => {
    const answer = message as ThreadAnswer; // from our own program
    if (answer.type === "failed") failed(answer.message);
    else settle?.resolve(answer.partial);
  });
  const post = (message: ThreadMessage): void => thread.post(message);
  return {
    load: (module, memory) => post({ type: "load", module, memory }),
    work: (control, context, slice) =>
      runOn(
        thread,
        () => post({ type: "work", control, context, slice }),
        (s) => {
          settle = s;
        },
      ),
  };
}

/** How a job ends. */
interface Settle {
  readonly resolve: (partial: PartialTile | undefined) => void;
  readonly reject: (error: Error) => void;
}

/** Runs a job on a thread, which keeps the process alive until it has answered. */
async function runOn(
  thread: Thread,
  start: () => void,
  setSettle: (settle: Settle) => void,
): Promise<PartialTile | undefined> {
  thread.keepAlive(true);
  try {
    return await new Promise((resolve, reject) => {
      setSettle({ resolve, reject });
      start();
    });
  } finally {
    thread.keepAlive(false);
  }
}
