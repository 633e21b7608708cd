import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import {
  type Binning,
  binningFor,
  type Ensemble,
  PILOT_PATHS,
  type Plan,
  type Simulation,
} from "@driftgraph/core";
import { type Block, blockInputs, blocksOf, pathsPerBlock, pointInputs } from "./block-inputs.ts";
import { type BlockResult, MOMENTS, outputsOf, readBlock, STORED } from "./block-result.ts";
import { EnsembleSums } from "./ensemble-sums.ts";
import type { Tensors } from "./messages.ts";
import type { Session } from "./session.ts";

/** Calls that are asked for at a time: while one is read here, the next one runs. */
const AHEAD = 2;

/** One run over all paths of a sweep point. */
export interface PointRun {
  readonly ensemble: Ensemble;
  /** A block in which some value isn't finite; the run ended with it. */
  readonly nonFinite: Block | undefined;
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
}

/** Runs all paths of a sweep point: a pilot for the bins, then block after block. */
export async function runPoint(session: Session, job: PointJob): Promise<PointRun> {
  const { simulation, plan, point, parameters, now, onPaths } = job;
  const { program } = session;
  const start = now();
  const binnings = plan.summaries ? await pilotBinnings(session, job) : [];
  const middle = now();
  const sums = new EnsembleSums(simulation, plan, program, binnings);
  let nonFinite: Block | undefined;
  const inputs = pointInputs(program, plan, parameters, binnings);
  for await (const { block, result } of results(session, job, inputs)) {
    if (!sums.add(result)) {
      nonFinite = block;
      break;
    }
    onPaths(sums.paths);
  }
  const ensemble = sums.finish(point, parameters);
  return { ensemble, nonFinite, pilotTime: middle - start, runTime: now() - middle };
}

/** The results of the blocks in their order; ends early when the run is cancelled. */
async function* results(
  session: Session,
  { plan, signal }: PointJob,
  inputs: Tensors,
): AsyncGenerator<{ readonly block: Block; readonly result: BlockResult }> {
  const blocks = blocksOf(plan, pathsPerBlock(session.program, plan));
  const folder = plan.trajectories
    ? await mkdtemp(path.join(tmpdir(), "driftgraph-tensorflow-"))
    : undefined;
  const asked: { readonly block: Block; readonly result: Promise<BlockResult> }[] = [];
  try {
    for (let next = 0; next < blocks.length || asked.length > 0; ) {
      while (asked.length < AHEAD) {
        const block = blocks[next++];
        if (!block) break;
        const file = folder === undefined ? undefined : path.join(folder, String(next));
        const result = runBlock(session, block, inputs, file);
        result.catch(() => undefined); // It is awaited below, when its turn comes.
        asked.push({ block, result });
      }
      const first = asked.shift();
      if (!first) return;
      const result = await untilAborted(first.result, signal);
      if (!result) return;
      yield { block: first.block, result };
    }
  } finally {
    // A block that nobody waits for any more must have been written, or it would come afterwards.
    await Promise.allSettled(asked.map(({ result }) => untilAborted(result, signal)));
    if (folder !== undefined) await rm(folder, { recursive: true, force: true });
  }
}

/** @param file where the block's trajectories go. */
async function runBlock(
  { program, process }: Session,
  block: Block,
  inputs: Tensors,
  file: string | undefined,
): Promise<BlockResult> {
  const given = { ...inputs, ...blockInputs(block) };
  const stored = file === undefined ? undefined : { name: STORED, file };
  const { outputs } = await process.run(given, outputsOf(program), stored);
  return readBlock(program, block, outputs, file);
}

/** A promise's value; undefined as soon as the signal is aborted. */
export async function untilAborted<T>(
  promise: Promise<T>,
  signal: AbortSignal | undefined,
): Promise<T | undefined> {
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
): Promise<Binning[]> {
  const { series } = simulation;
  const block: Block = { firstPath: 0, paths: PILOT_PATHS, samples: [] };
  const inputs = pointInputs(session.program, plan, parameters, []);
  const result = await untilAborted(runBlock(session, block, inputs, undefined), signal);
  const moments = result?.moments ?? new Float64Array();
  return Array.from({ length: moments.length / MOMENTS.columns }, (_, i) => {
    const [low = 0, high = 0] = moments.subarray(i * MOMENTS.columns + MOMENTS.min);
    return binningFor([low, high], plan.bins, plan.ranges.get(series[i % series.length] ?? ""));
  });
}
