import {
  type Backend,
  type BackendResult,
  DriftgraphError,
  type Ensemble,
  type NonFiniteError,
  type Plan,
  parameterValues,
  progressMeter,
  type RunContext,
  type Simulation,
} from "@driftgraph/core";
import type { TensorFlowProgram } from "../lower/program.ts";
import { UNIT } from "./block-inputs.ts";
import { EnsembleSums } from "./ensemble-sums.ts";
import { nonFiniteError } from "./non-finite.ts";
import { UNBINNED } from "./pilot-scales.ts";
import { type PointJob, runPoint, untilAborted } from "./point-run.ts";
import { programFor, threadsOf } from "./program-for.ts";
import { leaveSession, openSession, requireInstallation, type Session } from "./session.ts";

/**
 * Runs the graph in libtensorflow: lowered to a TensorFlow graph, loaded as a SavedModel into a process of
 * its own, and run there block by block.
 *
 * Results are the same whatever the number of threads. A run is refused with a SetupError where
 * libtensorflow is not set up.
 */
export const tensorflowBackend: Backend = {
  name: "tensorflow",
  check,
  run: runSimulation,
  // TensorFlow computes whole vectors of paths otherwise than those that are left over.
  group: UNIT,
};

function check(simulation: Simulation, plan: Plan): void {
  if (plan.tolerance) {
    throw new DriftgraphError("unsupported", "the TensorFlow backend can't adapt its steps", {
      hint: "Use the wasm backend for that.",
    });
  }
  programFor(simulation, plan);
  // Last: nobody should have to set it up to learn what it can't do.
  requireInstallation();
}

async function runSimulation(
  simulation: Simulation,
  plan: Plan,
  context: RunContext,
): Promise<BackendResult> {
  const start = context.now();
  const program = programFor(simulation, plan);
  const lowered = context.now();
  const threads = threadsOf(plan);
  const session = await openSession(program, threads, context.signal).catch((error) => {
    if (context.signal?.aborted) return undefined;
    throw error;
  });
  const opened = context.now();
  const compiled = { compile: lowered - start, instantiate: opened - lowered };
  if (!session) return cancelledAtOnce(simulation, plan, program, { ...compiled, threads });
  const memory: ArrayBuffer[] = [];
  const allocate = (bytes: number): ArrayBuffer => {
    const buffer = session.spare.take(bytes);
    memory.push(buffer);
    return buffer;
  };
  const result = await runPoints(session, simulation, plan, context, allocate).catch((error) => {
    session.process.kill();
    throw error;
  });
  const { messages } = session.process;
  if (result.cancelled || result.isBroken) session.process.kill();
  else leaveSession(session);
  const { ensembles, cancelled, failure } = result;
  return {
    ensembles,
    cancelled,
    failure,
    timings: { ...compiled, ...result.timings },
    messages,
    fma: false,
    threads,
    dispose: () => session.spare.give(memory.splice(0)),
  };
}

/** What a run has that was cancelled before TensorFlow was there: the ensemble of no paths. */
function cancelledAtOnce(
  simulation: Simulation,
  plan: Plan,
  program: TensorFlowProgram,
  {
    threads,
    ...compiled
  }: Pick<BackendResult, "threads"> & Record<"compile" | "instantiate", number>,
): BackendResult {
  const [point = {}] = plan.points;
  const none = new EnsembleSums(simulation, plan, program, UNBINNED, undefined);
  return {
    ensembles: [none.finish(point, valuesAt(plan, point))],
    timings: { ...compiled, pilot: 0, run: 0, summarize: 0 },
    cancelled: true,
    failure: undefined,
    fma: false,
    threads,
    dispose: () => undefined,
  };
}

/** The parameters' values at a sweep point. */
function valuesAt(
  plan: Plan,
  point: Readonly<Record<string, number>>,
): ReadonlyMap<string, number> {
  return parameterValues(plan.model, new Map([...plan.given, ...Object.entries(point)]));
}

/** An ensemble with how many of its paths were left out. */
function withLost(ensemble: Ensemble, first: NonFiniteError): Ensemble {
  const [series] = ensemble.series;
  const paths = (series?.count ?? new Float64Array()).map((count) => ensemble.paths - count);
  return { ...ensemble, lost: { paths, first } };
}

async function runPoints(
  session: Session,
  simulation: Simulation,
  plan: Plan,
  context: RunContext,
  allocate: PointJob["allocate"],
): Promise<
  Pick<BackendResult, "ensembles" | "cancelled" | "failure"> & {
    /** Whether TensorFlow itself failed. */
    readonly isBroken: boolean;
    readonly timings: Pick<BackendResult["timings"], "pilot" | "run" | "summarize">;
  }
> {
  const { signal, now } = context;
  const meter = progressMeter(plan, context);
  const ensembles: Ensemble[] = [];
  const timings = { pilot: 0, run: 0, summarize: 0 };
  let failure: DriftgraphError | undefined;
  let isBroken = false;
  for (const point of plan.points) {
    const parameters = valuesAt(plan, point);
    const before = meter.done;
    const onPaths = (paths: number): void => meter.set(before + paths);
    const job = { simulation, plan, point, parameters, now, signal, onPaths, allocate };
    const run = await runPoint(session, job);
    timings.pilot += run.pilotTime;
    timings.run += run.runTime;
    isBroken = run.failure !== undefined;
    const first =
      run.nonFinite && !isBroken
        ? await untilAborted(
            nonFiniteError(session, simulation, plan, parameters, run.nonFinite),
            signal,
          )
        : undefined;
    const goesOn = first && plan.nonFinite === "count";
    ensembles.push(goesOn ? withLost(run.ensemble, first) : run.ensemble);
    failure = run.failure ?? (goesOn ? undefined : first);
    if (failure || signal?.aborted) break;
  }
  const whole = ensembles.length === plan.points.length;
  const missing = !whole || ensembles.some(({ paths }) => paths < plan.paths);
  const cancelled = signal?.aborted === true && missing;
  return { ensembles, timings, cancelled, failure, isBroken };
}
