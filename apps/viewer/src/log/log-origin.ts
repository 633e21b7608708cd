import type { RunContents } from "../reading/run-contents.ts";

/** Whose log it is, as far as it can be read. */
export type LogOrigin = "ours" | "another program" | "unreadable" | "empty";

type Seen = Pick<RunContents, "tagCount" | "tags" | "graphs" | "profiles" | "problems"> & {
  readonly logged: Pick<RunContents["logged"], "model" | "run" | "problems">;
};

/** Who wrote a log, by what is left of it: a damaged one must not be taken for somebody else's. */
export function logOrigin({ logged, tags, tagCount, graphs, profiles, problems }: Seen): LogOrigin {
  if (logged.model || logged.run || logged.problems.length > 0) return "ours";
  if (tags.some(({ plugin }) => plugin === "driftgraph")) return "ours";
  if (tagCount + graphs.length + profiles.length > 0) return "another program";
  return problems.length > 0 ? "unreadable" : "empty";
}
