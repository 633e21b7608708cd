import { httpSource, type LogFile } from "@driftgraph/eventlog";
import type { Feed } from "./feed.ts";

/** Between two looks at the server while the page is visible. */
const POLL_MS = 1000;

/** A server's list of event files. */
interface FileList {
  readonly title: string;
  readonly files: readonly { readonly path: string }[];
}

/**
 * The feed of `driftgraph view`'s server.
 *
 * @param base the address of its interface, such as `http://127.0.0.1:6007/api/`
 */
export function httpFeed(base: URL): Feed {
  return {
    title: base.host,
    files: async () => (await list(base)).files.map(({ path }) => logFile(base, path)),
    watch(changed) {
      const timer = setInterval(() => {
        if (!document.hidden) changed();
      }, POLL_MS);
      return () => clearInterval(timer);
    },
  };
}

function logFile(base: URL, path: string): LogFile {
  const name = path.split("/").map(encodeURIComponent).join("/");
  return { path, source: httpSource(new URL(`files/${name}`, base)) };
}

async function list(base: URL): Promise<FileList> {
  const response = await fetch(new URL("files", base));
  if (!response.ok) throw new Error(await response.text());
  return response.json();
}
