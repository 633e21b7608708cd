// The one file that pages load: the element, and where it can get its logs from.
export { DriftgraphViewer } from "./element.tsx";
export type { Feed, FeedActions } from "./feed/feed.ts";
export { httpFeed } from "./feed/http-feed.ts";

import { startViewers } from "./page/start.ts";

startViewers();
