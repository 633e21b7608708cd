import type { LoggedRun } from "@driftgraph/core";
import type { FileProblem, TagInfo } from "@driftgraph/eventlog";

/** A graph or profile of a run that can be asked for. */
export interface GraphChoice {
  /** Place in the run's list of graphs or of profiles. */
  readonly index: number;
  /** undefined for the run's own graph. */
  readonly tag: string | undefined;
  readonly step: number;
}

/** A run's contents but for its graphs, profiles and events, which are asked for by themselves. */
export interface RunContents {
  readonly name: string;
  /** As in the run's entry: contents of an older version are stale. */
  readonly version: number;
  /** Our own records; without a model and series for logs of others. */
  readonly logged: LoggedRun;
  /** Tags of all plugins; of a log with very many only the first. */
  readonly tags: readonly TagInfo[];
  readonly tagCount: number;
  readonly graphs: readonly GraphChoice[];
  readonly profiles: readonly GraphChoice[];
  readonly problems: readonly FileProblem[];
}
