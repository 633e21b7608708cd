import type { ServerResponse } from "node:http";
import { type Answer, text } from "./answer.ts";
import type { ListedFile, LogListing, ServedLogs } from "./served-logs.ts";

const MAX_STREAMS = 64;
/** So that a connection that is gone is noticed, and one through a proxy is kept. */
const HEARTBEAT_MS = 20_000;
/** A reader that takes nothing while this much waits for it gets a new list when it comes back. */
const MAX_WAITING = 2 ** 22;

/** Tells pages of what changes in a logdir, as server-sent events: first all files, then what is different. */
export class ChangeStream {
  readonly #logs: ServedLogs;
  #open = 0;

  constructor(logs: ServedLogs) {
    this.#logs = logs;
  }

  readonly route = async (): Promise<Answer> => {
    if (this.#open >= MAX_STREAMS) return text(503, "Too many pages follow these logs already.");
    const first = await this.#logs.list();
    return {
      status: 200,
      headers: { "content-type": "text/event-stream; charset=utf-8", "x-accel-buffering": "no" },
      body: { keepOpen: (response) => this.#follow(response, first) },
    };
  };

  #follow(response: ServerResponse, first: LogListing): void {
    this.#open += 1;
    let known = byPath(first.files);
    send(response, { ...first, all: true, gone: [] });
    const end = this.#logs.watch((listing) => {
      const next = byPath(listing.files);
      const files = listing.files.filter((file) => !isSame(known.get(file.path), file));
      const gone = [...known.keys()].filter((path) => !next.has(path));
      known = next;
      if (files.length > 0 || gone.length > 0)
        send(response, { ...listing, all: false, files, gone });
    });
    const heartbeat = setInterval(() => response.write(":\n\n"), HEARTBEAT_MS).unref();
    response.on("close", () => {
      this.#open -= 1;
      clearInterval(heartbeat);
      end();
    });
  }
}

function send(response: ServerResponse, value: unknown): void {
  if (response.writableLength > MAX_WAITING) response.destroy();
  else response.write(`data: ${JSON.stringify(value)}\n\n`);
}

function byPath(files: readonly ListedFile[]): ReadonlyMap<string, ListedFile> {
  return new Map(files.map((file) => [file.path, file]));
}

function isSame(a: ListedFile | undefined, b: ListedFile): boolean {
  return a?.size === b.size && a.version === b.version && a.file === b.file;
}
