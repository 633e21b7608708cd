import { blobSource } from "@driftgraph/eventlog";
import { shareInBrowser } from "../share/share-in-browser.ts";
import type { TakenFiles } from "./dropped-files.ts";
import type { Feed } from "./feed.ts";

/** The feed of files that were dropped on the page: they stay in the browser. */
export function droppedFeed({ files: taken, problems }: TakenFiles): Feed {
  const files = taken.map(({ path, file }) => ({ path, source: blobSource(file) }));
  const feed: Feed = {
    title: "dropped files",
    files: async () => files,
    actions: { shareRuns: (runs) => shareInBrowser(feed, runs) },
    ...(problems.length > 0 && { notice: `Not opened: ${problems.join("; ")}` }),
  };
  return feed;
}
