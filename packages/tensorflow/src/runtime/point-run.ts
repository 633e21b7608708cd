import {
  binningFor,
  DriftgraphError,
  type Ensemble,
  measureSums,
  PILOT_PATHS,
  type Plan,
  type Range,
  type Simulation,
} from "@driftgraph/core";
import { inLane } from "../lower/program.ts";
import {
  type Block,
  blockInputs,
  blocksOf,
  pathsPerBlock,
  pointInputs,
  trajectoryBytes,
} from "./block-inputs.ts";
import { type BlockResult, MOMENTS, outputsOf, readBlock, STORED } from "./block-result.ts";
import { EnsembleSums } from "./ensemble-sums.ts";
import type { Exchange } from "./exchange.ts";
import type { Tensors } from "./messages.ts";
import { type PilotScales, UNBINNED } from "./pilot-scales.ts";
import type { Session } from "./session.ts";
import { TrajectoryPlanes } from "./trajectory-planes.ts";

/** Calls that are asked for at a time: while one is read here, the next one runs. */
const AHEAD = 2;

/** One run over all paths of a sweep point. */
export interface PointRun {
  readonly ensemble: Ensemble;
  /** The first block in which some value isn't finite; the run ended with it, unless paths are left out. */
  readonly nonFinite: Block | undefined;
  /** Why TensorFlow couldn't go on, if it couldn't: the ensemble is of the blocks before. */
  readonly failure: DriftgraphError | undefined;
  readonly pilotTime: number;
  readonly runTime: number;
}

/** What a point's run is given beside its session. */
export interface PointJob {
  readonly simulation: Simulation;
  readonly plan: Plan;
  readonly point: Readonly<Record<string, number>>;
  readonly parameters: ReadonlyMap<string, number>;
  readonly now: () => number;
  readonly signal: AbortSignal | undefined;
  readonly onPaths: (paths: number) => void;
  /** Memory for trajectories, which the run's end gives back. */
  readonly allocate: (bytes: number) => ArrayBuffer;
}

/**
 * Runs all paths of a sweep point: a pilot for the bins, then block after block.
 *
 * @throws DriftgraphError when TensorFlow fails before the first block.
 */
export async function runPoint(session: Session, job: PointJob): Promise<PointRun> {
  const { simulation, plan, point, parameters, now, onPaths } = job;
  const { program } = session;
  const start = now();
  const { binnings, units } = plan.summaries ? await pilotBinnings(session, job) : UNBINNED;
  const middle = now();
  const exchange = await exchangeFor(session, job);
  const planes = exchange && new TrajectoryPlanes(plan, program.series, exchange, job.allocate);
  const sums = new EnsembleSums(simulation, plan, program, { binnings, units }, planes);
  let nonFinite: Block | undefined;
  let failure: DriftgraphError | undefined;
  const inputs = pointInputs(program, plan, parameters, binnings, units);
  try {
    for await (const { block, result } of results(session, job, inputs)) {
      if (!sums.add(result)) nonFinite ??= block;
      if (nonFinite && plan.nonFinite === "fail") break;
      onPaths(sums.paths);
    }
  } catch (error) {
    if (!(error instanceof DriftgraphError)) throw error;
    failure = error;
  }
  const ensemble = sums.finish(point, parameters);
  return { ensemble, nonFinite, failure, pilotTime: middle - start, runTime: now() - middle };
}

/** Bytes that the trajectories of a block take, or room for them. */
function storedBytes({ program }: Session, plan: Plan): number {
  const series = program.series.length;
  return plan.trajectories ? pathsPerBlock(plan, series) * trajectoryBytes(plan, series) : 0;
}

/** The file through which trajectories come, with room for all calls that are asked for at a time. */
async function exchangeFor(session: Session, { plan }: PointJob): Promise<Exchange | undefined> {
  const bytes = storedBytes(session, plan) * session.program.lanes * AHEAD;
  return bytes > 0 ? session.process.exchange(bytes) : undefined;
}

interface BlockRun {
  readonly block: Block;
  readonly result: BlockResult;
}

/** The results of the blocks in their order; ends early when the run is cancelled. */
async function* results(
  session: Session,
  { plan, signal }: PointJob,
  inputs: Tensors,
): AsyncGenerator<BlockRun> {
  const { lanes, series } = session.program;
  const blocks = blocksOf(plan, pathsPerBlock(plan, series.length));
  const room = storedBytes(session, plan);
  const asked: Promise<readonly BlockRun[]>[] = [];
  for (let next = 0; next < blocks.length || asked.length > 0; ) {
    while (asked.length < AHEAD && next < blocks.length) {
      // What the call before the last one has stored was read.
      const place = ((next / lanes) % AHEAD) * lanes * room;
      const positions = Array.from({ length: room > 0 ? lanes : 0 }, (_, i) => place + i * room);
      const runs = runBlocks(session, blocks.slice(next, next + lanes), inputs, positions);
      runs.catch(() => undefined); // It is awaited below, when its turn comes.
      asked.push(runs);
      next += lanes;
    }
    const first = asked.shift();
    const runs = first && (await untilAborted(first, signal));
    if (!runs) return;
    yield* runs;
  }
}

/**
 * Runs blocks side by side, one in each lane.
 *
 * @param positions where each one's trajectories go in the exchange file, if they are kept.
 */
async function runBlocks(
  { program, process }: Session,
  blocks: readonly Block[],
  inputs: Tensors,
  positions: readonly number[],
): Promise<readonly BlockRun[]> {
  const given = { ...inputs, ...blockInputs(blocks, program.lanes) };
  const stored = blocks.flatMap((_, lane) => {
    const position = positions[lane];
    return position === undefined ? [] : [{ name: inLane(STORED, lane), position }];
  });
  const { outputs } = await process.run(given, outputsOf(program, blocks.length), stored);
  return blocks.map((block, lane) => ({
    block,
    result: readBlock(program, block, outputs, lane, positions[lane]),
  }));
}

/** A promise's value; undefined as soon as the signal is aborted, whatever becomes of it then. */
export async function untilAborted<T>(
  promise: Promise<T>,
  signal: AbortSignal | undefined,
): Promise<T | undefined> {
  promise.catch(() => undefined); // Nobody else hears of it once nobody waits any more.
  if (signal?.aborted) return undefined;
  let onAbort = (): void => {};
  const aborted = new Promise<undefined>((resolve) => {
    onAbort = () => resolve(undefined);
    signal?.addEventListener("abort", onAbort);
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal?.removeEventListener("abort", onAbort);
  }
}

/** Bins around the ranges that the first paths of the seed reach, whatever the run's own first path. */
async function pilotBinnings(
  session: Session,
  { simulation, plan, parameters, signal }: PointJob,
): Promise<PilotScales> {
  const names = [...simulation.series, ...session.program.sums];
  const block: Block = { firstPath: 0, paths: PILOT_PATHS, samples: [] };
  const inputs = pointInputs(session.program, plan, parameters, []);
  const runs = await untilAborted(runBlocks(session, [block], inputs, []), signal);
  const moments = runs?.[0]?.result.moments ?? new Float64Array();
  const reached = Array.from({ length: moments.length / MOMENTS.columns }, (_, i): Range => {
    const [low = 0, high = 0] = moments.subarray(i * MOMENTS.columns + MOMENTS.min);
    return [low, high];
  });
  const { units, ranges } = measureSums(names, reached, plan.autocorrelation);
  const binnings = ranges.map((range, i) =>
    binningFor(range, plan.bins, plan.ranges.get(names[i % names.length] ?? "")),
  );
  return { binnings, units };
}
