import type { Analysis, AnalysisRequest } from "./analyse.ts";
import type { CheckedOptions, CheckRequest } from "./check-options.ts";
import type { nodeAt, placeOfNode } from "./graph-places.ts";
import type { FormulaCost } from "./line-costs.ts";
import type { ModelFacts } from "./model-facts.ts";
import type { LoggedRunFacts } from "./run-facts.ts";

/** What the worker that reads models and logs does for the extension. */
export interface AnalysisApi {
  /** Answers once the worker has started. */
  ready(): Promise<void>;
  analyse(request: AnalysisRequest): Promise<Analysis>;
  /** The built-in models. */
  builtIns(): Promise<readonly ModelFacts[]>;
  /** Checks a run's options without running it. */
  check(request: CheckRequest): Promise<CheckedOptions>;
  /** The runs in a folder of logs, as far as their logs tell; newest first. */
  runs(folder: string): Promise<readonly LoggedRunFacts[]>;
  /** What each formula of a run's model cost; undefined if the run has no profile. */
  costs(folder: string, name: string): Promise<readonly FormulaCost[] | undefined>;
  /** Writes a log of a model's graphs into a folder; its name there. */
  graph(request: CheckRequest, folder: string): Promise<string>;
  placeOfNode: typeof placeOfNode;
  nodeAt: typeof nodeAt;
}

/** What the extension does for that worker. */
export interface AnalysisHostApi {
  /** The text of a user's file, as it stands in the editor if it is open there. */
  readFile(url: string): Promise<string | undefined>;
}
