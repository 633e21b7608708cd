import { platform } from "#platform";
import type { DriftgraphError } from "../errors/error.ts";
import type { RunSimulation } from "./backend.ts";
import { kernelOf } from "./kernel-cache.ts";
import { kernelSeriesNames, readEnsemble } from "./kernel-ensemble.ts";
import { pathsAt } from "./kernel-results.ts";
import { openSession, type SessionThreads } from "./kernel-session.ts";
import { withLost } from "./lost-paths.ts";
import { failureOf } from "./non-finite.ts";
import { parameterValues } from "./parameter-values.ts";
import type { Plan } from "./plan.ts";
import { runPoint } from "./point-run.ts";
import { progressMeter } from "./progress.ts";
import type { Ensemble } from "./run.ts";

/** Compiles the graph to one WebAssembly kernel and runs it over tiles of paths, on all threads. */
export const wasmBackend: RunSimulation = async (simulation, plan, context) => {
  const { graph } = simulation;
  const { signal } = context;
  const sessionThreads = threadsFor(plan);
  const fma = plan.fma !== false && platform.relaxedSimd();
  const sharedMemory = sessionThreads.shared;
  const kernel = await kernelOf(graph, { dtype: plan.dtype, fma, sharedMemory });
  const start = platform.now();
  const names = kernelSeriesNames(simulation, kernel.layout.series);
  const session = await openSession(kernel, plan, names, sessionThreads);
  const times = { instantiate: platform.now() - start, pilot: 0, run: 0, summarize: 0 };
  const meter = progressMeter(plan, context);
  const ensembles: Ensemble[] = [];
  let threads = 1;
  let cancelled = false;
  let failure: DriftgraphError | undefined;
  for (const point of plan.points) {
    const given = new Map([...plan.given, ...Object.entries(point)]);
    const parameters = parameterValues(plan.model, given);
    const before = meter.done;
    const onPaths = (paths: number): void => meter.set(before + paths);
    const run = await runPoint(session, parameters, { signal, onPaths });
    const read = platform.now();
    const ensemble = readEnsemble(session, run, simulation, point, parameters);
    times.pilot += run.pilotTime;
    times.run += run.runTime;
    times.summarize += platform.now() - read;
    threads = Math.max(threads, run.tiles.threads);
    const problem = await failureOf(simulation, session, parameters, run);
    const goesOn = plan.nonFinite === "count" && problem?.path !== undefined;
    ensembles.push(
      goesOn ? withLost(ensemble, problem, (k) => pathsAt(plan, run.tiles, k)) : ensemble,
    );
    if (!goesOn) failure = problem;
    const missing = ensemble.paths < plan.paths || ensembles.length < plan.points.length;
    cancelled = signal?.aborted === true && missing;
    if (cancelled || failure) break;
  }
  // Views of trajectories stay valid until the caller disposes of the run.
  if (!plan.trajectories) session.close();
  const dispose = plan.trajectories ? once(session.close) : () => {};
  const timings = { compile: kernel.compileTime, ...times };
  return { ensembles, timings, cancelled, failure, fma, threads, dispose };
};

function once(action: () => void): () => void {
  let done = false;
  return () => {
    if (!done) action();
    done = true;
  };
}

/** Threads that may take part in a run: those asked for, else all that there are. */
function threadsFor({ threads }: Plan): SessionThreads {
  const max = threads > 0 ? threads : platform.hardwareThreads;
  const shared = platform.sharedMemory && max > 1;
  return { shared, max: shared ? max : 1 };
}
