import { isIPv4 } from "node:net";
import { AccessToken } from "./access-token.ts";
import { json } from "./answer.ts";
import { asset } from "./assets.ts";
import { ChangeStream } from "./change-stream.ts";
import { eventFile } from "./event-file.ts";
import { eventFilePieces } from "./event-file-pieces.ts";
import type { Route } from "./routes.ts";
import { runActions } from "./run-actions.ts";
import { type Listening, serve } from "./serve.ts";
import { ServedLogs } from "./served-logs.ts";

/** How run logs are served. */
export interface ViewOptions {
  /** Folder below which the runs are. */
  readonly logdir: string;
  /** Ports to try, in turn; 0 is any free one. */
  readonly ports: readonly number[];
  /** Address to listen at; by default 127.0.0.1. To any that isn't this machine's own only those get who have the token. */
  readonly host?: string;
}

/**
 * Serves the viewer and the runs below a logdir: to this machine alone, or to those who have the address with its token.
 *
 * @throws Error with code `EADDRINUSE` if no port is free.
 */
export async function startViewServer({
  logdir,
  ports,
  host = "127.0.0.1",
}: ViewOptions): Promise<Listening> {
  const logs = new ServedLogs(logdir);
  const changes = new ChangeStream(logs);
  const get = new Map<string, Route>([
    ["/", asset("index.html")],
    ["/viewer.js", asset("viewer.js")],
    ["/page.css", asset("page.css")],
    ["/api/files", async () => json(await logs.list())],
    ["/api/files/", eventFile(logs)],
    ["/api/changes", changes.route],
  ]);
  const post = new Map([...runActions(logdir), ["/api/pieces", eventFilePieces(logs)]]);
  const token = isLoopback(host) ? undefined : new AccessToken();
  const listening = await serve({ get, post }, { host, ports, token });
  return {
    ...listening,
    close: async () => {
      logs.close();
      await listening.close();
    },
  };
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || (isIPv4(host) && host.startsWith("127."));
}
