import { runName } from "@driftgraph/eventlog";
import { proxy } from "comlink";
import type { Feed } from "../feed/feed.ts";
import { saveFile } from "../frame/save-file.ts";
import { ListedFiles } from "../reading/bytes-by-path.ts";
import { startWorker } from "../worker/start-worker.ts";
import { REPORT_LIMIT } from "./report.ts";

/** Makes a report of some of a feed's runs, and of the points of sweeps among them, and hands it to the user. */
export async function shareInBrowser(feed: Feed, runs: readonly string[]): Promise<void> {
  const isShared = (name: string): boolean =>
    runs.some((run) => name === run || name.startsWith(`${run}/`));
  const files = new ListedFiles(feed);
  const listed = (await files.list()).filter(({ path }) => isShared(runName(path)));
  const title = runs.length === 1 ? `Driftgraph: ${runs[0]}` : `Driftgraph: ${runs.length} runs`;
  const about = { title, script: await ownScript(), limit: REPORT_LIMIT };
  const name = (runs.length === 1 ? runs[0] : undefined)?.replace(/[^\w.-]+/g, "-") ?? "runs";
  const worker = startWorker("report");
  try {
    saveFile(`${name}.html`, await worker.remote.reportOf(proxy(files), listed, about));
  } finally {
    worker.end();
  }
}

/** The text of this very bundle. */
async function ownScript(): Promise<string> {
  const response = await fetch(import.meta.url).catch(() => undefined);
  if (response?.ok) return await response.text();
  throw new Error("The viewer's own script can't be fetched from here: use driftgraph share.");
}
