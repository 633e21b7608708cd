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
    history.replaceState(null, "", `#${viewer.fragment}`);
  });
  addEventListener("hashchange", () => {
    viewer.fragment = location.hash;
  });
}
