import type * as vscode from "vscode";
import type { Analyser } from "../analysis/analyser.ts";
import type { Results } from "../results/results.ts";
import type { Runner } from "../run/runner.ts";
import type { RunList } from "../runs/run-list.ts";

/** What the features share; each feature registers itself with these and returns a disposable. */
export interface Services {
  readonly context: vscode.ExtensionContext;
  readonly log: vscode.LogOutputChannel;
  readonly analyser: Analyser;
  readonly runner: Runner;
  readonly runs: RunList;
  readonly results: Results;
}
