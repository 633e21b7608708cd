import { platform } from "#platform";
import { DriftgraphError } from "../errors/error.ts";
import type { Thread } from "../platform/platform.ts";
import {
  type PartialTile,
  type ThreadAnswer,
  type ThreadMessage,
  threadProgram,
} from "./thread.ts";

/** What a thread is to work on. */
export interface ThreadJob {
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  readonly control: Int32Array;
  readonly context: number;
  readonly slice: number;
}

/** How a thread's work ended. */
export interface ThreadResult {
  /** Whether the thread could start at all. */
  readonly began: boolean;
  readonly partial: PartialTile | undefined;
}

/** A thread that is kept between runs; starting one costs 50–100 ms. */
export interface PooledThread {
  /**
   * Works through tiles until there are none left or the run is cancelled, then is free again.
   *
   * A thread that can't start, as where a page's policy forbids blob workers, takes no tile and
   * leaves them all to others.
   *
   * @throws DriftgraphError `run-failed` if it fails at work.
   */
  work(job: ThreadJob): Promise<ThreadResult>;
}

const idle: PooledThread[] = [];
/** Whether threads can be had here; false once one could not start. */
let available = true;

/** Number of threads that are warm and free. */
export function idleThreads(): number {
  return idle.length;
}

/** Takes a free thread or starts one; undefined where there are no threads. */
export function takeThread(): PooledThread | undefined {
  return idle.pop() ?? startThread();
}

function startThread(): PooledThread | undefined {
  const thread = available ? platform.startThread(threadProgram.toString()) : undefined;
  if (!thread) return undefined;
  thread.keepAlive(false);
  let settle: Settle | undefined;
  let ready = false;
  const fail = (message: string): void => {
    thread.terminate();
    if (idle.includes(pooled)) idle.splice(idle.indexOf(pooled), 1);
    if (ready) {
      settle?.reject(new DriftgraphError("run-failed", `a worker thread failed: ${message}`));
    } else {
      available = false;
      settle?.resolve({ began: false, partial: undefined });
    }
  };
  thread.onError((error) => fail(String(error)));
  thread.onMessage((message) => {
    const answer = message as ThreadAnswer; // from our own program
    if (answer.type === "failed") fail(answer.message);
    else if (answer.type === "ready") ready = true;
    else {
      idle.push(pooled);
      settle?.resolve({ began: true, partial: answer.partial });
    }
  });
  const pooled: PooledThread = {
    work: ({ module, memory, control, context, slice }) => {
      const post = (message: ThreadMessage): void => thread.post(message);
      return whileAlive(thread, (jobSettle) => {
        settle = jobSettle;
        post({ type: "load", module, memory });
        post({ type: "work", control, context, slice });
      });
    },
  };
  return pooled;
}

/** How a job ends. */
interface Settle {
  readonly resolve: (result: ThreadResult) => void;
  readonly reject: (error: Error) => void;
}

/** Runs a job on a thread, which keeps the process alive until it has answered. */
async function whileAlive(thread: Thread, start: (settle: Settle) => void): Promise<ThreadResult> {
  thread.keepAlive(true);
  try {
    return await new Promise((resolve, reject) => start({ resolve, reject }));
  } finally {
    thread.keepAlive(false);
  }
}
