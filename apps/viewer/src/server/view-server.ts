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
  /** Folder of the built page, with a slash at its end, where this package isn't installed as one. */
  readonly page?: URL;
}

/**
 * Serves the viewer and the runs below a logdir, to this machine alone.
 *
 * @throws Error with code `EADDRINUSE` if no port is free.
 */
export function startViewServer({ logdir, ports, page }: ViewOptions): Promise<Listening> {
  const routes = new Map<string, Route>([
    ["/", () => asset("index.html", page)],
    ["/viewer.js", () => asset("viewer.js", page)],
    ["/page.css", () => asset("page.css", page)],
    ["/api/files", () => listEventFiles(logdir)],
    ["/api/files/", ({ rest, range }) => readEventFile(logdir, rest, range)],
  ]);
  return serve(routes, ports);
}
