import { type Report, shareRuns, startViewServer } from "@driftgraph/viewer/server";

/** Serves a folder of logs to this machine alone, on any free port. */
export function startServer(logdir: string): ReturnType<typeof startViewServer> {
  return startViewServer({ logdir, ports: [0] });
}

/** One self-contained HTML file of the runs in some folders. */
export function makeReport(folders: readonly string[]): Promise<Report> {
  return shareRuns({ folders });
}
