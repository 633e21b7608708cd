import type { ModelReference, RunOptions } from "./run-options.ts";

/** What a run worker is asked. */
export interface RunRequest {
  readonly model: ModelReference;
  readonly options: RunOptions;
  /** The folder of logs, a path. */
  readonly logdir: string;
  /** The command that does the same, for the log. */
  readonly command: string;
  readonly versions: Readonly<Record<string, string>>;
}

/** How a run ended. */
export interface RunOutcome {
  readonly status: "finished" | "cancelled" | "failed";
  /** The run's folder; undefined if the run was refused before it had one. */
  readonly folder?: string;
  readonly model?: string;
  readonly paths: number;
  /** Milliseconds of the simulation itself. */
  readonly duration: number;
  readonly warnings: readonly string[];
  readonly error?: { readonly message: string; readonly code: string };
}

/** What a worker does that runs a model. */
export interface RunApi {
  /** Runs a model with its log written along; resolves however the run ends. */
  run(request: RunRequest): Promise<RunOutcome>;
  /** Ends the run at once; what was computed is logged. */
  cancel(): void;
}

/** How far a run is. */
export interface RunProgress {
  readonly pathsDone: number;
  readonly pathsTotal: number;
  /** Path-steps per second. */
  readonly rate: number;
  readonly secondsLeft: number;
}

/** What the extension does for that worker. */
export interface RunHostApi {
  readFile(url: string): Promise<string | undefined>;
  /** The plan is settled and the log begun. */
  started(start: {
    readonly folder: string;
    readonly model: string;
    readonly summary: string;
  }): void;
  progress(progress: RunProgress): void;
}
