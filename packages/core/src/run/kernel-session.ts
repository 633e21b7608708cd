import { TILE } from "../compile/context.ts";
import { nodesOf } from "../graph/graph.ts";
import type { Node } from "../graph/node.ts";
import { perPath } from "../graph/shape.ts";
import type { CompiledKernel } from "./kernel-cache.ts";
import { type ContextFields, clearIrregularity, writeContext } from "./kernel-context.ts";
import { type KernelMemory, layoutMemory, type ThreadRegion } from "./kernel-memory.ts";
import { giveBackMemory, takeMemory } from "./memory-pool.ts";
import { floatsAt, type MemoryViews, viewsOf } from "./memory-views.ts";
import type { Plan } from "./plan.ts";
import { sampleStride } from "./sample-indices.ts";
import type { KernelExports } from "./thread.ts";
import { runTileHere, runTiles, type TileResult, tilesOf } from "./tile-runner.ts";

/** Lane operations of one call of the kernel: some milliseconds, so that a cancelled run ends soon. */
const CALL_WORK = 2 ** 23;
/** Calls begin at multiples of this, where the kernel's groups of steps do. */
const SLICE_UNIT = 4;

/** A kernel with its memory, for the sweep points of a run one after the other. */
export interface KernelSession {
  readonly plan: Plan;
  readonly kernel: CompiledKernel;
  /** Names of the kernel's series, in its order. */
  readonly names: readonly string[];
  readonly memory: KernelMemory;
  readonly views: MemoryViews;
  /** Runs the pilot's paths on the calling thread, for the extremes alone; false if cancelled. */
  runPilot(signal: AbortSignal | undefined): Promise<boolean>;
  /** Runs all paths; `onTiles` is called now and then, and ends the run by false. */
  runAll(
    signal: AbortSignal | undefined,
    onTiles: (tilesDone: number) => boolean,
  ): Promise<TileResult>;
  /** The values of the 256 paths of a tile at the logged times: [series][path][time]. */
  rerunTile(firstPath: number): Promise<Float32Array | Float64Array>;
  /** Gives the memory back: nothing of it may be read any more. */
  close(): void;
}

/** Whether a session can use threads, and how many. */
export interface SessionThreads {
  /** Whether the kernel was compiled for shared memory. */
  readonly shared: boolean;
  readonly max: number;
}

/** Instantiates a kernel for a plan. */
export async function openSession(
  kernel: CompiledKernel,
  plan: Plan,
  names: readonly string[],
  threads: SessionThreads,
): Promise<KernelSession> {
  const { layout, module } = kernel;
  const memory = layoutMemory(layout, plan, Math.min(threads.max, tilesOf(plan.paths)));
  const linear = takeMemory(memory.bytes, threads.shared);
  const { exports } = await WebAssembly.instantiate(module, { env: { memory: linear } });
  const run = exports.run as KernelExports["run"]; // the kernel's only export
  const views = viewsOf(linear.buffer, layout);
  const { steps } = plan;
  const program = { kernel: { run }, steps, slice: sliceOf(layout.scan, steps) };
  const open = (thread: number, fields: Partial<ContextFields> = {}): number => {
    const region = regionOf(memory, thread);
    writeContext(views, layout, memory, region, { ...contextFields(plan), ...fields });
    return region.context;
  };
  return {
    plan,
    kernel,
    names,
    memory,
    views,
    runPilot: (signal) => runTileHere({ ...program, signal }, open(0, PILOT)),
    runAll: (signal, onTiles) => {
      for (const region of memory.threads) clearIrregularity(views, region);
      return runTiles({
        ...program,
        module,
        memory: linear,
        maxThreads: memory.threads.length,
        openContext: open,
        tiles: tilesOf(plan.paths),
        threads: Math.max(1, plan.threads),
        signal,
        onTiles,
      });
    },
    async rerunTile(first) {
      const paths = Math.min(TILE, plan.paths - first);
      const firstPath = plan.firstPath + first;
      const context = open(0, { ...PILOT, paths, firstPath, samples: paths, sampleStride: 1 });
      await runTileHere({ ...program, signal: undefined }, context);
      return floatsAt(views, memory.samples, layout.series.length * paths * memory.times).slice();
    },
    close: () => giveBackMemory(linear, threads.shared),
  };
}

/** The pilot: the first paths of the seed, whatever the run's, with nothing kept but moments. */
const PILOT: Partial<ContextFields> = {
  paths: TILE,
  firstPath: 0,
  wantHistograms: false,
  wantTrajectories: false,
  samples: 0,
};

function regionOf({ threads }: KernelMemory, thread: number): ThreadRegion {
  const region = threads[thread];
  if (!region) throw new Error(`no memory was laid out for thread ${thread}`);
  return region;
}

function contextFields(plan: Plan): ContextFields {
  return {
    seed: plan.seed,
    paths: plan.paths,
    firstPath: plan.firstPath,
    every: plan.every,
    bins: plan.bins,
    samples: plan.samplePaths,
    sampleStride: sampleStride(plan.paths, plan.samplePaths),
    wantMoments: plan.summaries,
    wantHistograms: plan.summaries,
    wantTrajectories: plan.trajectories,
  };
}

/** Steps of one call: some milliseconds' worth. */
function sliceOf({ attributes: { body } }: Node<"scan">, steps: number): number {
  const perStep = nodesOf(body).filter(({ shape }) => perPath(shape)).length * TILE;
  const wanted = Math.floor(CALL_WORK / perStep);
  return Math.min(steps, Math.max(1, Math.floor(wanted / SLICE_UNIT)) * SLICE_UNIT);
}
