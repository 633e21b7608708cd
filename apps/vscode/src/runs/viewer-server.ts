import { pathToFileURL } from "node:url";
import { startViewServer } from "@driftgraph/viewer/server";

/**
 * Serves a folder of logs to this machine alone, on any free port.
 *
 * @param page the folder of the built viewer.
 */
export function startServer(logdir: string, page: string): ReturnType<typeof startViewServer> {
  return startViewServer({ logdir, ports: [0], page: pathToFileURL(`${page}/`) });
}
