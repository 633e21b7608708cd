import { asset } from "./assets.ts";
import { listEventFiles, readEventFile } from "./event-files.ts";
import type { Route } from "./routes.ts";
import { type Listening, serve } from "./serve.ts";

/** How run logs are served. */
export interface ViewOptions {
  /** Folder below which the runs are. */
  readonly logdir: string;
  /** Ports to try, in turn; 0 is any free one. */
  readonly ports: readonly number[];
}

/**
 * Serves the viewer and the runs below a logdir, to this machine alone.
 *
 * @throws Error with code `EADDRINUSE` if no port is free.
 */
export function startViewServer({ logdir, ports }: ViewOptions): Promise<Listening> {
  const routes = new Map<string, Route>([
    ["/", () => asset("index.html")],
    ["/viewer.js", () => asset("viewer.js")],
    ["/page.css", () => asset("page.css")],
    ["/api/files", () => listEventFiles(logdir)],
    ["/api/files/", ({ rest, range }) => readEventFile(logdir, rest, range)],
  ]);
  return serve(routes, ports);
}
