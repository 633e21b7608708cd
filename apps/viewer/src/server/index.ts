export type { Report } from "../share/report.ts";
export { deleteRun, RunChangeError, renameRun } from "./change-runs.ts";
export { type FoundRun, type FoundRuns, findRuns } from "./find-runs.ts";
export { readRun } from "./read-run.ts";
export type { Listening } from "./serve.ts";
export { type ShareOptions, shareRuns } from "./share-runs.ts";
export { startViewServer, type ViewOptions } from "./view-server.ts";
