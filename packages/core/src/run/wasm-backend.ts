import { platform } from "#platform";
import type { DriftgraphError } from "../errors/error.ts";
import type { Backend } from "./backend.ts";
import { kernelOf } from "./kernel-cache.ts";
import { kernelSeriesNames, readEnsemble } from "./kernel-ensemble.ts";
import { type KernelSession, openSession, type PointRun } from "./kernel-session.ts";
import { locateNonFinite } from "./non-finite.ts";
import { parameterValues } from "./parameter-values.ts";
import type { Plan } from "./plan.ts";
import { progressMeter } from "./progress.ts";
import type { Ensemble } from "./run.ts";

/** Powers of two by which sums get more headroom, after a heavy tail made them leave their scale. */
const BOOSTS = [0, 64, 400];

/** Compiles the graph to one WebAssembly kernel and runs it over tiles of paths, on all threads. */
export const wasmBackend: Backend = async (simulation, plan, context) => {
  const { graph } = simulation;
  const maxThreads = threadsFor(plan);
  const fma = plan.fma !== false && platform.relaxedSimd();
  const kernel = await kernelOf(graph, { dtype: plan.dtype, fma, sharedMemory: maxThreads > 1 });
  const start = platform.now();
  const names = kernelSeriesNames(simulation, kernel.layout.series);
  const session = await openSession(kernel, plan, names, maxThreads);
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
    const run = await runPoint(session, parameters, { signal: context.signal, onPaths });
    const read = platform.now();
    const ensemble = readEnsemble(session, run, simulation, point, parameters);
    ensembles.push(ensemble);
    times.pilot += run.pilotTime;
    times.run += run.runTime;
    times.summarize += platform.now() - read;
    threads = Math.max(threads, run.tiles.threads);
    if (run.irregularTile !== undefined) {
      failure = locateNonFinite(simulation, session, parameters, run.irregularTile);
    }
    cancelled = context.signal?.aborted === true && ensemble.paths < plan.paths;
    if (cancelled || failure) break;
  }
  // Views of trajectories stay valid until the caller disposes of the run.
  if (!plan.trajectories) session.close();
  const dispose = plan.trajectories ? once(session.close) : () => {};
  const timings = { compile: kernel.compileTime, ...times };
  return { ensembles, timings, cancelled, failure, fma, threads, dispose };
};

/** Runs a sweep point, again with more headroom if sums left their scale though all was finite. */
async function runPoint(
  session: KernelSession,
  parameters: ReadonlyMap<string, number>,
  options: Parameters<KernelSession["run"]>[2],
): Promise<PointRun> {
  let run: PointRun | undefined;
  for (const boost of BOOSTS) {
    run = await session.run(parameters, boost, options);
    if (run.irregularTile === undefined || session.hasNonFinite(run)) break;
  }
  if (!run) throw new Error("a point was not run");
  return run;
}

function once(action: () => void): () => void {
  let done = false;
  return () => {
    if (!done) action();
    done = true;
  };
}

/** Threads that may take part in a run: those asked for, else all that there are. */
function threadsFor({ threads }: Plan): number {
  if (!platform.sharedMemory) return 1;
  return threads > 0 ? threads : platform.hardwareThreads;
}
