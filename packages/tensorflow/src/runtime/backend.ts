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
import { UNIT } from "./block-inputs.ts";
import { nonFiniteError } from "./non-finite.ts";
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
  requireInstallation();
  if (plan.tolerance) {
    throw new DriftgraphError("unsupported", "the TensorFlow backend can't adapt its steps", {
      hint: "Use the wasm backend for that.",
    });
  }
  programFor(simulation, plan);
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
  const session = await openSession(program, threads);
  const opened = context.now();
  const memory: ArrayBuffer[] = [];
  const allocate = (bytes: number): ArrayBuffer => {
    const buffer = session.spare.take(bytes);
    memory.push(buffer);
    return buffer;
  };
  const result = await runPoints(session, simulation, plan, context, allocate);
  const { messages } = session.process;
  if (result.cancelled) session.process.kill();
  else leaveSession(session);
  return {
    ...result,
    timings: { compile: lowered - start, instantiate: opened - lowered, ...result.timings },
    messages,
    fma: false,
    threads,
    dispose: () => session.spare.give(memory.splice(0)),
  };
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
    readonly timings: Pick<BackendResult["timings"], "pilot" | "run" | "summarize">;
  }
> {
  const { signal, now } = context;
  const meter = progressMeter(plan, context);
  const ensembles: Ensemble[] = [];
  const timings = { pilot: 0, run: 0, summarize: 0 };
  let failure: DriftgraphError | undefined;
  for (const point of plan.points) {
    const given = new Map([...plan.given, ...Object.entries(point)]);
    const parameters = parameterValues(plan.model, given);
    const before = meter.done;
    const onPaths = (paths: number): void => meter.set(before + paths);
    const job = { simulation, plan, point, parameters, now, signal, onPaths, allocate };
    const run = await runPoint(session, job);
    timings.pilot += run.pilotTime;
    timings.run += run.runTime;
    const first =
      run.nonFinite &&
      (await untilAborted(
        nonFiniteError(session, simulation, plan, parameters, run.nonFinite),
        signal,
      ));
    const goesOn = first && plan.nonFinite === "count";
    ensembles.push(goesOn ? withLost(run.ensemble, first) : run.ensemble);
    if (!goesOn) failure = first;
    if (failure || signal?.aborted) break;
  }
  const whole = ensembles.length === plan.points.length;
  const missing = !whole || ensembles.some(({ paths }) => paths < plan.paths);
  const cancelled = signal?.aborted === true && missing;
  return { ensembles, timings, cancelled, failure };
}
