export type { ContentProblem, LogContents, TagPoints } from "./inspection/log-contents.ts";
export { main, runCommand } from "./main.ts";
export type { JsonReport } from "./run/json-report.ts";
export type { Statistics } from "./run/statistics.ts";
