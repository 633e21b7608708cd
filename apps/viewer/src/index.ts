export type { FinalHistogram, RunData, RunEntry, SeriesData, Statistic } from "./log/run-data.ts";
export { STATISTICS } from "./log/run-data.ts";
export { type Feed, showViewer } from "./page/viewer.ts";
