import type { LoggedRun } from "@driftgraph/core";

/** How a run stands; logs of others don't say. */
export type RunStatus = "running" | "finished" | "cancelled" | "failed" | "unknown";

/** A run in the list of runs: what is known of it before its contents are asked for. */
export interface RunEntry {
  /** Folder relative to the logdir; "." for the logdir itself. */
  readonly name: string;
  /** Name and title of the model; undefined for logs that aren't ours. */
  readonly model: string | undefined;
  readonly title: string | undefined;
  /** What ran it, with the orders that are proved for it. */
  readonly scheme: string | undefined;
  readonly strongOrder: number | undefined;
  readonly weakOrder: number | undefined;
  readonly backend: string | undefined;
  readonly paths: number | undefined;
  /** Parameters of the model and settings of the run, by name; hyperparameters in logs that aren't ours. */
  readonly parameters: Readonly<Record<string, number | string | boolean>>;
  /** Values of swept parameters, if the run is a point of a sweep. */
  readonly point: Readonly<Record<string, number>>;
  readonly status: RunStatus;
  /** Share of the paths that are done, while it runs. */
  readonly progress: number | undefined;
  /** Milliseconds that the run took. */
  readonly duration: number | undefined;
  /** Of the first event: seconds since 1970. */
  readonly startTime: number | undefined;
  /** Changes whenever the run's log has news. */
  readonly version: number;
  /** How many problems the run's files have. */
  readonly problems: number;
}

/**
 * What the log of a run says for the list.
 *
 * @param hparams what is known of a run that isn't ours
 */
export function describeRun(
  logged: LoggedRun,
  hparams: RunEntry["parameters"] = {},
): Omit<RunEntry, "name" | "startTime" | "version" | "problems"> {
  const { run, result, progress } = logged;
  const timings = Object.values(result?.timings ?? {}).filter((time) => time !== undefined);
  return {
    model: run?.model,
    title: run?.title,
    scheme: run?.scheme.title,
    strongOrder: run?.order.strong ?? undefined,
    weakOrder: run?.order.weak ?? undefined,
    backend: text(run?.settings["backend"]),
    paths: number(run?.settings["paths"]),
    parameters: run ? { ...run.settings, ...run.parameters } : hparams,
    point: run?.point ?? {},
    // A sweep's point doesn't say when it is done; its top run does.
    status: result?.status ?? (run && run.point === undefined ? "running" : "unknown"),
    progress: progress && progress.pathsDone / progress.pathsTotal,
    duration: result ? timings.reduce((sum, time) => sum + time, 0) : undefined,
  };
}

function number(value: unknown): number | undefined {
  return typeof value === "number" ? value : undefined;
}

function text(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
