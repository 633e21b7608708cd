import { proxy, type Remote, releaseProxy, wrap } from "comlink";
import type { Feed } from "../feed/feed.ts";
import { ListedFiles } from "./bytes-by-path.ts";
import type { LogReader } from "./log-reader.ts";
import type { RunEntry } from "./run-entry.ts";
import ReaderWorker from "./worker.ts?worker&inline";

/** A reader of a feed's logs, at work in its own thread. */
export interface Reader {
  /** What can be asked of the logs. */
  readonly logs: Remote<LogReader>;
  /** Looks for what is new; the runs that are there now. */
  update(): Promise<readonly RunEntry[]>;
  close(): void;
}

/** Starts a thread that reads what a feed has. */
export function startReader(feed: Feed): Reader {
  const worker = new ReaderWorker();
  const logs = wrap<LogReader>(worker);
  const listed = new ListedFiles(feed);
  const bytes = proxy(listed);
  return {
    logs,
    async update() {
      return (await logs.update(bytes, await listed.list())).runs;
    },
    close() {
      logs[releaseProxy]();
      worker.terminate();
    },
  };
}
