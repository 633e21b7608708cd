import { type Answer, json, text } from "./answer.ts";
import { asset } from "./assets.ts";
import { findRuns } from "./find-runs.ts";
import { readRun } from "./read-run.ts";
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
  const routes = new Map<string, (query: URLSearchParams) => Promise<Answer>>([
    ["/", () => asset("index.html")],
    ["/app.js", () => asset("app.js")],
    ["/app.css", () => asset("app.css")],
    ["/api/runs", () => listRuns(logdir)],
    ["/api/run", (query) => showRun(logdir, query.get("name") ?? "")],
  ]);
  return serve(routes, ports);
}

async function listRuns(logdir: string): Promise<Answer> {
  const { runs, truncated } = await findRuns(logdir);
  return json({ runs: runs.map(({ name }) => ({ name })), truncated });
}

/** A run is looked up among those found, so that no name leads elsewhere. */
async function showRun(logdir: string, name: string): Promise<Answer> {
  const { runs } = await findRuns(logdir);
  const run = runs.find((found) => found.name === name);
  return run ? json(await readRun(run)) : text(404, `There is no run "${name}" here.`);
}
