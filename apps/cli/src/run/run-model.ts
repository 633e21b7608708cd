import { readFileSync } from "node:fs";
import process from "node:process";
import {
  type Certificate,
  certify,
  DriftgraphError,
  linearValues,
  type Model,
  type PreciseRun,
  type Prepared,
  type Progress,
  type Run,
  RunError,
  type SimulateOptions,
  simulate,
  simulateUntil,
} from "@driftgraph/core";
import type { Arguments } from "../arguments/parse.ts";
import { quoteLine } from "../arguments/quote.ts";
import { EXIT, type ExitCode } from "../command.ts";
import { builtInNames, builtInSource } from "../model/built-in.ts";
import { resolveModel } from "../model/resolve.ts";
import { type ProgressDisplay, progressDisplay, SILENT } from "../terminal/progress-bar.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { version } from "../version.ts";
import { chooseBackend } from "./backend.ts";
import { BatchLog } from "./batch-log.ts";
import { FailedRun } from "./failed-run.ts";
import { runFolder } from "./folder.ts";
import { catchInterruptions, type Interruption } from "./interruption.ts";
import type { LogTimings } from "./logged-run.ts";
import type { Precision } from "./precision-report.ts";
import { type RunRequest, readRequest } from "./request.ts";
import { savedStride } from "./saving.ts";

/** Runs a model, logs the run, and shows its results. */
export async function runModel(args: Arguments, terminal: Terminal): Promise<ExitCode> {
  const request = readRequest(args);
  const interruption = catchInterruptions();
  try {
    const model = await resolveModel(request.model);
    const display = request.quiet ? SILENT : progressDisplay(terminal);
    const outcome = await runLogged(
      request,
      model,
      quoteLine(["driftgraph", ...args.line]),
      display,
      interruption,
    );
    await show(outcome, request, terminal);
    return interruption.signal.aborted ? EXIT.interrupted : EXIT.ok;
  } finally {
    interruption.release();
  }
}

interface Outcome extends Precision {
  readonly run: Run;
  readonly folder: string;
  readonly log: LogTimings;
}

/**
 * Simulates a model with its log written along.
 *
 * Until the run's plan is settled nothing is written; from then on, whatever happens, the log is ended.
 */
async function runLogged(
  request: RunRequest,
  model: Model,
  command: string,
  display: ProgressDisplay,
  { signal, defer }: Interruption,
): Promise<Outcome> {
  const logs = new BatchLog(runFolder(request.logdir, model.name, request.name), (prepared) => ({
    command,
    versions: { driftgraph: version(), node: process.versions.node },
    ...modelSource(request.model, prepared),
  }));
  let stride: number | undefined;
  const onStart = (prepared: Prepared): void => {
    if (request.save) stride = savedStride(prepared.plan, request.save);
    defer();
    logs.begin(prepared);
  };
  try {
    const onProgress = (progress: Progress): void => {
      display.update(progress);
      logs.current?.progress(progress);
    };
    const { backend, profiler } = await chooseBackend(request.backend);
    const onPreview = (preview: Run): void => logs.current?.preview(preview);
    const watch = { signal, onStart, onProgress, onPreview };
    const options = { ...simulateOptions(request), backend, ...watch };
    const { run, precise } = await runFor(request, model, options);
    const { certificates, spent } = await certificatesOf(run, request.certify, signal);
    display.clear();
    // Of all batches, if there were several: the run's own are those of the last one.
    const timings = { ...precise?.timings, ...spent };
    const multilevel = precise?.multilevel;
    const { profile } = request;
    const log = await logs.of(run);
    const wishes = { stride, certificates, multilevel, timings, signal, profile, profiler };
    const written = await log.finish(run, wishes);
    return { run, certificates, precise, folder: log.folder, log: { ...timings, ...written } };
  } catch (error) {
    display.clear();
    const log = logs.current;
    // Before the log was started it's the command that is refused.
    if (!log) throw error;
    if (isRefused(error)) {
      await logs.takeBack();
      throw error;
    }
    await log.fail(error);
    throw new FailedRun(error, log.folder);
  }
}

/** Whether it's not the run that failed: its target is out of reach, which only its first paths tell. */
function isRefused(error: unknown): boolean {
  if (!(error instanceof DriftgraphError) || error instanceof RunError) return false;
  return error.code === "invalid-option" || error.code === "unsupported";
}

/** Runs a model once, or in batches until a target is met. */
async function runFor(
  { until: target, estimator }: Pick<RunRequest, "until" | "estimator">,
  model: Model,
  options: SimulateOptions,
): Promise<{ readonly run: Run; readonly precise: PreciseRun | undefined }> {
  if (!target) return { run: await simulate(model, options), precise: undefined };
  const precise = await simulateUntil(model, target, options, estimator);
  return { run: precise.run, precise };
}

/** Certificates of all ensembles, if they are wanted and the run is whole. */
async function certificatesOf(
  run: Run,
  wanted: boolean,
  signal: AbortSignal,
): Promise<{ certificates: Certificate[]; spent: { certify?: number } }> {
  if (!wanted || run.cancelled) return { certificates: [], spent: {} };
  const start = performance.now();
  const certificates: Certificate[] = [];
  for (const ensemble of run.ensembles) {
    const certificate = await certify(run, ensemble, { signal });
    if (signal.aborted) break;
    certificates.push(certificate);
  }
  return { certificates, spent: { certify: performance.now() - start } };
}

function simulateOptions(request: RunRequest): SimulateOptions {
  const { seed, scheme, adaptive, dtype, nonFinite, save } = request;
  return {
    ...request.numbers,
    covariances: request.covariances,
    parameters: request.parameters,
    initial: request.initial,
    sweep: Object.fromEntries(
      request.sweep.map(({ name, from, to, count }) => [name, linearValues(from, to, count)]),
    ),
    ...(seed !== undefined && { seed }),
    ...(scheme !== undefined && { scheme }),
    ...(adaptive !== undefined && { adaptive }),
    ...(dtype !== undefined && { dtype }),
    ...(nonFinite !== undefined && { nonFinite }),
    ...(save !== undefined && { save: { trajectories: true } }),
  };
}

async function show(
  { run, folder, log, ...precision }: Outcome,
  { json, quiet }: RunRequest,
  terminal: Terminal,
): Promise<void> {
  if (json) {
    const { jsonReport } = await import("./json-report.ts");
    terminal.out(`${JSON.stringify(jsonReport(run, folder, log, precision))}\n`);
  } else if (!quiet) {
    const { tableReport } = await import("./table-report.ts");
    terminal.out(tableReport(run, folder, log, terminal.colours.out, precision));
  }
}

/** The text that the model was made from: the user's file, or the built-in model's. */
function modelSource(
  given: string,
  { plan: { model } }: Prepared,
): { modelText?: string; modelFile?: string } {
  const { file, name } = model;
  try {
    if (builtInNames().includes(given)) {
      const source = builtInSource(name);
      return { modelText: source.text, modelFile: source.file };
    }
    return file === undefined ? {} : { modelText: readFileSync(file, "utf8") };
  } catch {
    return {};
  }
}
