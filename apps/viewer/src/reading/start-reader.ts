import { proxy, type Remote } from "comlink";
import type { Feed } from "../feed/feed.ts";
import { startWorker } from "../worker/start-worker.ts";
import { ListedFiles } from "./bytes-by-path.ts";
import type { LogReader } from "./log-reader.ts";
import type { RunEntry } from "./run-entry.ts";

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
  const { remote: logs, end } = startWorker("reader");
  const listed = new ListedFiles(feed);
  const bytes = proxy(listed);
  return {
    logs,
    async update() {
      return (await logs.update(bytes, await listed.list())).runs;
    },
    close: end,
  };
}
