import { startViewServer } from "@driftgraph/viewer/server";

/** Serves a folder of logs to this machine alone, on any free port. */
export function startServer(logdir: string): ReturnType<typeof startViewServer> {
  return startViewServer({ logdir, ports: [0] });
}
