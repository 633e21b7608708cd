import type { DriftgraphViewer } from "../element.tsx";
import { httpFeed } from "../feed/http-feed.ts";
import { inlineFeed } from "../feed/inline-feed.ts";
import { acceptDrops } from "./accept-drops.ts";

/**
 * Starts the viewer of a page that says where its logs are (`<driftgraph-viewer logs="api/">`), or of a report, which
 * has them in itself.
 */
export function startViewers(): void {
  const viewer = document.querySelector<DriftgraphViewer>("driftgraph-viewer");
  const logs = viewer?.getAttribute("logs");
  const feed = logs ? httpFeed(new URL(logs, location.href)) : inlineFeed(document);
  if (!viewer || !feed) return;
  keepInAddress(viewer);
  acceptDrops(viewer);
  // In a task of its own: reading the script was one already.
  setTimeout(() => {
    viewer.feed = feed;
  });
}

/** Keeps the view's state in the page's address, so that a link restores it. */
function keepInAddress(viewer: DriftgraphViewer): void {
  viewer.fragment = location.hash;
  viewer.addEventListener("viewchange", () => {
    const next = `#${viewer.fragment}`;
    if (next === location.hash) return;
    // Back leads to the panel or the runs of before, not through every step of a scrubber.
    const isElsewhere = location.hash !== "" && placeOf(next) !== placeOf(location.hash);
    history[isElsewhere ? "pushState" : "replaceState"](null, "", next);
  });
  // Also when the reader goes back or on.
  addEventListener("popstate", () => {
    viewer.fragment = location.hash;
  });
  // A report has the title that it was given.
  if (!viewer.hasAttribute("logs")) return;
  viewer.addEventListener("headingchange", () => {
    document.title = [viewer.heading, "Driftgraph"].filter((text) => text !== "").join(" · ");
  });
}

/** What of an address is a place of its own: the panel and the runs. */
function placeOf(hash: string): string {
  const [panel = "", query = ""] = hash.replace(/^#/, "").split(/\?(.*)/s, 2);
  const keys = new URLSearchParams(query);
  return JSON.stringify([panel, keys.getAll("run")]);
}
