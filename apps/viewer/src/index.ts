// What a run's log says, as plain data.
export type { FinalHistogram, RunData, RunEntry, SeriesData, Statistic } from "./log/run-data.ts";
export { STATISTICS } from "./log/run-data.ts";
