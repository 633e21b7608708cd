import path from "node:path";
import {
  type Certificate,
  type MultilevelEstimate,
  type Prepared,
  type Progress,
  pointNames,
  profileBudget,
  profileRun,
  type Run,
  RunError,
  RunLog,
  type RunLogOptions,
} from "@driftgraph/core";
import type { ChosenBackend } from "./backend.ts";
import { eventFileSink } from "./event-file-sink.ts";
import { saveTrajectories } from "./saving.ts";

/** Milliseconds that went into the log before and after the run, and into what else was written. */
export interface LogTimings {
  readonly profile?: number;
  readonly log: number;
  readonly save?: number;
}

/** What becomes of a run's results. */
export interface FinishOptions {
  /** Logged steps between saved ones; undefined if no trajectories are saved. */
  readonly stride: number | undefined;
  /** Of the ensembles, in their order, if they were certified. */
  readonly certificates?: readonly Certificate[];
  /** The estimate that met the run's target, if it isn't the run's own. */
  readonly multilevel?: MultilevelEstimate | undefined;
  /** Milliseconds of all batches, if the run is the last of several; and of estimates beside it. */
  readonly timings?: Parameters<RunLog["end"]>[1];
  readonly signal: AbortSignal;
  /** undefined: where it costs little. */
  readonly profile: boolean | undefined;
  /** How it is measured; as WASM's runs by default. */
  readonly profiler?: ChosenBackend["profiler"];
}

/** A run whose log is being written. */
export interface LoggedRun {
  readonly folder: string;
  /** What it is the log of. */
  readonly plan: Prepared["plan"];
  progress(progress: Progress): void;
  /** Writes what the first paths gave, to be looked at while the run goes on. */
  preview(run: Run): void;
  /** Writes the results of a finished or cancelled run, and ends the log. */
  finish(run: Run, options: FinishOptions): Promise<LogTimings>;
  /** Ends the log of a run that failed, with what it had computed. */
  fail(error: unknown): Promise<void>;
  /** Takes the log back, as if it had never been started. */
  discard(): Promise<void>;
}

/** Milliseconds that `--profile` may spend on timing ops. */
const ASKED_BUDGET = 20;

const now = (): number => performance.timeOrigin + performance.now();

/**
 * Starts the log of a run in its folder: graphs, model and settings are written at once, so that a run
 * that is killed leaves a log that tells what it was.
 */
export function startLog(
  prepared: Prepared,
  folder: string,
  source: Omit<RunLogOptions, "now">,
): LoggedRun {
  const begin = now();
  const sink = eventFileSink(folder);
  const log = new RunLog(sink, { now, ...source });
  // Awaited later, when it fails too: the run must not wait for the disk.
  const begun = log.begin(prepared);
  begun.catch(() => undefined);
  const starting = now() - begin;
  return {
    folder,
    plan: prepared.plan,
    progress: (progress) => void begun.then(() => log.progress(progress)).catch(() => undefined),
    preview: (run) => void begun.then(() => log.preview(run)).catch(() => undefined),
    async finish(run, options) {
      const end = now();
      await begun;
      await log.results(run, options.certificates);
      if (options.multilevel) await log.multilevel(options.multilevel);
      const profile = await writeProfile(log, run, options);
      await log.end(undefined, options.timings);
      await sink.close();
      const ending = now() - end - (profile.profile ?? 0);
      const save = await saveAll(run, folder, options);
      return { ...profile, log: starting + ending, ...save };
    },
    async fail(error) {
      await begun;
      if (error instanceof RunError) await log.results(error.run);
      await log.end(error);
      await sink.close();
    },
    async discard() {
      await begun.catch(() => undefined);
      await sink.discard();
    },
  };
}

async function writeProfile(
  log: RunLog,
  run: Run,
  { profile, profiler = profileRun, signal }: FinishOptions,
): Promise<{ profile?: number }> {
  const budget = profile === true ? ASKED_BUDGET : profileBudget(run.timings);
  if (profile === false || budget === undefined || signal.aborted) return {};
  const measured = await profiler(run, { now, budget });
  await log.profile(measured);
  return { profile: measured.cost };
}

/** Saves the trajectories of all ensembles, each beside its log. */
async function saveAll(
  run: Run,
  folder: string,
  { stride, signal }: FinishOptions,
): Promise<{ save?: number }> {
  if (stride === undefined || run.cancelled) return {};
  const start = now();
  const names = pointNames(run.plan.points);
  const isSweep = Object.keys(run.plan.points[0] ?? {}).length > 0;
  for (const [i, ensemble] of run.ensembles.entries()) {
    const below = isSweep ? path.join(folder, names[i] ?? String(i)) : folder;
    if (!(await saveTrajectories(run, ensemble, below, stride, signal))) break;
  }
  return { save: now() - start };
}
