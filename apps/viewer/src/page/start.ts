import type { DriftgraphViewer } from "../element.tsx";
import { httpFeed } from "../feed/http-feed.ts";

/** Starts the viewers of a page that say where their logs are: `<driftgraph-viewer logs="api/">`. */
export function startViewers(): void {
  const viewer = document.querySelector<DriftgraphViewer>("driftgraph-viewer[logs]");
  const logs = viewer?.getAttribute("logs");
  if (!viewer || !logs) return;
  keepInAddress(viewer);
  viewer.feed = httpFeed(new URL(logs, location.href));
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
