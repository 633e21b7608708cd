import process from "node:process";
import {
  DriftgraphError,
  type Model,
  type Prepared,
  type Progress,
  type Run,
  simulate,
} from "@driftgraph/core";
import {
  chooseBackend,
  type LoggedRun,
  runFolder,
  showCount,
  showExact,
  startLog,
} from "driftgraph/embed";
import { workerPort } from "../analysis/worker-port.ts";
import { Rpc } from "../messages/rpc.ts";
import type { RunApi, RunHostApi, RunOutcome, RunRequest } from "./api.ts";
import { errorMessage } from "./error-message.ts";
import { referencedModel } from "./find-model.ts";
import { simulateOptions } from "./run-options.ts";

// TensorFlow has a process of its own, which has to be Node's: what is built for Node doesn't load in Electron.
if (process.versions["electron"] !== undefined) process.execPath = "node";

/** Milliseconds for timing ops after a run: with fewer, a busy machine shows cheap ones as free. */
const PROFILE_BUDGET = 120;

let controller = new AbortController();

const api: RunApi = {
  run: (request) => runModel(request),
  cancel: () => controller.abort(),
};

const host = new Rpc<RunHostApi>(workerPort(), api);

async function runModel(request: RunRequest): Promise<RunOutcome> {
  controller = new AbortController();
  try {
    const readFile = (url: string): Promise<string | undefined> => host.call("readFile", url);
    const model = await referencedModel(request.model, { readFile, packages: true });
    return await runLogged(model, request, controller.signal);
  } catch (error) {
    return failed(error);
  }
}

/** As the command does it: from the moment the plan is settled there is a log, and it is ended. */
async function runLogged(
  model: Model,
  { model: reference, options, logdir, command, versions }: RunRequest,
  signal: AbortSignal,
): Promise<RunOutcome> {
  const folder = runFolder(logdir, model.name, undefined);
  let log: LoggedRun | undefined;
  const onStart = (prepared: Prepared): void => {
    const text = reference.kind === "file" ? { modelText: reference.text } : {};
    log = startLog(prepared, folder.create(), { command, versions, ...text });
    const summary = summaryOf(prepared);
    void host.call("started", { folder: log.folder, model: model.name, summary });
  };
  const onProgress = (progress: Progress): void => {
    void host.call("progress", progress);
    log?.progress(progress);
  };
  try {
    const { backend, profiler } = await chooseBackend(options.backend);
    const onPreview = (preview: Run): void => log?.preview(preview);
    const watch = { signal, onStart, onProgress, onPreview };
    const wished = { ...simulateOptions(options), backend, ...watch };
    const run = await simulate(model, wished);
    await log?.finish(run, {
      stride: undefined,
      signal,
      // Lines of the code show what they cost, however short the run was.
      profile: true,
      profiler: (of, wishes) => profiler(of, { ...wishes, budget: PROFILE_BUDGET }),
    });
    return outcomeOf(run, log?.folder);
  } catch (error) {
    await log?.fail(error);
    return { ...failed(error), model: model.name, ...(log && { folder: log.folder }) };
  }
}

function summaryOf({ plan, optimized }: Prepared): string {
  const { strong, weak } = optimized.order;
  const orders = [
    ...(strong === undefined ? [] : [`strong order ${strong}`]),
    ...(weak === undefined ? [] : [`weak order ${weak}`]),
  ];
  const points = plan.points.length > 1 ? `${plan.points.length} × ` : "";
  return `${points}${showCount(plan.paths)} paths to t = ${showExact(plan.tEnd)}, ${plan.scheme.name}${orders.length > 0 ? ` (${orders.join(", ")})` : ""}`;
}

function outcomeOf(run: Run, folder: string | undefined): RunOutcome {
  return {
    status: run.cancelled ? "cancelled" : "finished",
    ...(folder !== undefined && { folder }),
    model: run.plan.model.name,
    paths: run.ensembles.reduce((sum, { paths }) => sum + paths, 0),
    duration: run.timings.run,
    warnings: run.warnings,
  };
}

function failed(error: unknown): RunOutcome {
  return {
    status: "failed",
    paths: 0,
    duration: 0,
    warnings: [],
    error: {
      message: errorMessage(error),
      code: error instanceof DriftgraphError ? error.code : "failed",
    },
  };
}
