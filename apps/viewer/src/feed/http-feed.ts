import { httpSource, type LogFile, type SourceState } from "@driftgraph/eventlog";
import { shareInBrowser } from "../share/share-in-browser.ts";
import type { Feed, FeedActions } from "./feed.ts";

/** Between two looks at a server that doesn't tell of changes by itself. */
const POLL_MS = 1000;

/** What the server says of a file. */
interface ListedFile extends SourceState {
  readonly path: string;
}

/** What the server tells: all files, or those that are new or other than before and those that are gone. */
interface News {
  readonly files: readonly ListedFile[];
  readonly all?: boolean;
  readonly gone?: readonly string[];
}

/**
 * The feed of `driftgraph view`'s server, which tells what changes: nothing is asked twice.
 *
 * @param base the address of its interface, such as `http://127.0.0.1:6007/api/`
 */
export function httpFeed(base: URL): Feed {
  const known = new Map<string, ListedFile>();
  const sources = new Map<string, LogFile>();
  let isTold = false;
  const take = ({ files, all, gone = [] }: News): void => {
    if (all !== false) known.clear();
    for (const path of gone) known.delete(path);
    for (const file of files) known.set(file.path, file);
  };
  const sourceOf = (path: string): LogFile => {
    const source = sources.get(path) ?? logFile(base, path, () => known.get(path));
    sources.set(path, source);
    return source;
  };
  const feed: Feed = {
    title: base.host,
    actions: {
      ...actionsOf(base),
      shareRuns: (runs) => shareInBrowser(feed, runs),
    },
    async files() {
      if (!isTold) {
        const news = await list(base);
        // Meanwhile the server may have told newer ones.
        if (!isTold) take(news);
      }
      return [...known.keys()].map(sourceOf);
    },
    readMany: (pieces) => readMany(base, pieces),
    watch(changed) {
      let timer: ReturnType<typeof setInterval> | undefined;
      let stream: EventSource | undefined;
      const stop = (): void => {
        clearInterval(timer);
        timer = undefined;
        stream?.close();
        stream = undefined;
        isTold = false;
      };
      const start = (): void => {
        stream = new EventSource(new URL("changes", base));
        stream.onmessage = ({ data }) => {
          take(JSON.parse(data));
          isTold = true;
          clearInterval(timer);
          timer = undefined;
          changed();
        };
        // The browser tries again by itself; meanwhile, and where something between holds the stream up, we ask.
        stream.onerror = () => {
          isTold = false;
          timer ??= setInterval(changed, POLL_MS);
        };
      };
      // A browser has six connections to a server for all of its tabs together: those that nobody sees need none.
      const turn = (): void => {
        stop();
        if (!document.hidden) start();
      };
      turn();
      document.addEventListener("visibilitychange", turn);
      return () => {
        document.removeEventListener("visibilitychange", turn);
        stop();
      };
    },
  };
  return feed;
}

function logFile(base: URL, path: string, listed: () => ListedFile | undefined): LogFile {
  const name = path.split("/").map(encodeURIComponent).join("/");
  const source = httpSource(new URL(`files/${name}`, base));
  return {
    path,
    source: {
      ...source,
      state: async () => listed() ?? (await source.state?.()) ?? { size: 0, file: "", version: "" },
      size: async () => listed()?.size ?? (await source.size()),
    },
  };
}

async function list(base: URL): Promise<News> {
  return await (await answerTo(fetch(new URL("files", base)))).json();
}

/** The answer is the length of each piece as four bytes, then all bytes; a piece that can't be read has no length. */
async function readMany(
  base: URL,
  pieces: readonly object[],
): Promise<readonly (Uint8Array | undefined)[]> {
  const response = await answerTo(post(new URL("pieces", base), pieces));
  const buffer = await response.arrayBuffer();
  const lengths = new DataView(buffer);
  let offset = 4 * pieces.length;
  return pieces.map((_, i) => {
    const length = lengths.getInt32(4 * i, true);
    if (length < 0) return undefined;
    offset += length;
    return new Uint8Array(buffer, offset - length, length);
  });
}

function post(address: URL, body: object): Promise<Response> {
  return fetch(address, {
    method: "POST",
    headers: { "content-type": "application/json", "x-driftgraph-action": "1" },
    body: JSON.stringify(body),
  });
}

function actionsOf(base: URL): FeedActions {
  const act = async (action: string, body: object): Promise<unknown> => {
    const sent = post(new URL(`runs/${action}`, base), body);
    return await (await answerTo(sent)).json();
  };
  return {
    deleteRun: async (run) => void (await act("delete", { run })),
    async renameRun(run, name) {
      const answer = await act("rename", { run, name });
      const renamed = typeof answer === "object" && answer !== null && Reflect.get(answer, "run");
      return typeof renamed === "string" ? renamed : run;
    },
  };
}

/** @throws Error with words for people when the server is gone or says no */
async function answerTo(sent: Promise<Response>): Promise<Response> {
  const response = await sent.catch(() => undefined);
  if (!response) {
    throw new Error(
      "The server doesn't answer: it may have been ended. Start it again with driftgraph view.",
    );
  }
  if (response.ok) return response;
  throw new Error((await response.text()).trim() || `The server answered ${response.status}.`);
}
