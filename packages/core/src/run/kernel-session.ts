import { platform } from "#platform";
import { TILE } from "../compile/context.ts";
import { nodesOf } from "../graph/graph.ts";
import type { Node } from "../graph/node.ts";
import { perPath } from "../graph/shape.ts";
import type { Range } from "../summary/bins.ts";
import { type Binning, binningFor } from "../summary/ranges.ts";
import { sumScale } from "../summary/scale.ts";
import type { CompiledKernel } from "./kernel-cache.ts";
import {
  type ContextFields,
  clearIrregularity,
  readIrregularity,
  writeContext,
} from "./kernel-context.ts";
import { type KernelMemory, layoutMemory } from "./kernel-memory.ts";
import { anyNonFinite, readRanges } from "./kernel-results.ts";
import { fillPoissonTables, fillScales, fillTables, floats } from "./kernel-tables.ts";
import { giveBackMemory, takeMemory } from "./memory-pool.ts";
import type { Plan } from "./plan.ts";
import { sampleStride } from "./sample-indices.ts";
import { scalarValues } from "./scalar-values.ts";
import type { KernelExports } from "./thread.ts";
import { runTiles, type TileResult, tilesOf } from "./tile-runner.ts";

/** Lane operations of one call of the kernel: some milliseconds, so that a cancelled run ends soon. */
const CALL_WORK = 2 ** 23;
/** Calls begin at multiples of this, where the kernel's groups of steps do. */
const SLICE_UNIT = 4;

/** One run over all paths of a sweep point. */
export interface PointRun {
  readonly tiles: TileResult;
  readonly binnings: readonly Binning[];
  readonly pilotTime: number;
  readonly runTime: number;
  /** First path, within the run, of a tile with values that aren't finite or sums beyond their scale. */
  readonly irregularTile: number | undefined;
}

/** A kernel with its memory, for the sweep points of a run one after the other. */
export interface KernelSession {
  readonly plan: Plan;
  readonly kernel: CompiledKernel;
  readonly memory: KernelMemory;
  readonly buffer: ArrayBufferLike;
  /**
   * Runs all paths of a sweep point.
   *
   * @param boost more headroom for sums, as a power of two.
   */
  run(
    parameters: ReadonlyMap<string, number>,
    boost: number,
    options: {
      readonly signal: AbortSignal | undefined;
      readonly onPaths: (paths: number) => void;
    },
  ): Promise<PointRun>;
  /** The values of the 256 paths of a tile at the logged times: [series][path][time]. */
  rerunTile(firstPath: number): Float32Array | Float64Array;
  /** Whether a run met values that aren't finite, rather than sums beyond their scale. */
  hasNonFinite(run: PointRun): boolean;
  close(): void;
}

/**
 * Instantiates a kernel for a plan, with contexts for up to `threads` threads.
 *
 * @param names of the kernel's series, in its order.
 */
export async function openSession(
  kernel: CompiledKernel,
  plan: Plan,
  names: readonly string[],
  threads: number,
): Promise<KernelSession> {
  const { layout, module } = kernel;
  const shared = threads > 1;
  const memory = layoutMemory(layout, plan, threads);
  const linear = takeMemory(memory.bytes, shared);
  const { exports } = await WebAssembly.instantiate(module, { env: { memory: linear } });
  const run = exports.run as KernelExports["run"]; // the kernel's only export
  const { buffer } = linear;
  const [main = { context: 0, moments: 0, histograms: 0, counts: 0 }] = memory.threads;
  const slice = sliceOf(layout.scan, plan.steps);
  const write = (region: typeof main, fields: Partial<ContextFields>): void =>
    writeContext(buffer, layout, memory, region, { ...contextFields(plan), ...fields });
  const runTile = (): void => {
    for (let step = 0; step < plan.steps; step += slice)
      run(main.context, 0, step, Math.min(slice, plan.steps - step));
  };
  const pilot = (boost: number): Binning[] => {
    write(main, {
      paths: TILE,
      firstPath: 0,
      wantHistograms: false,
      wantTrajectories: false,
      samples: 0,
    });
    runTile();
    const ranges = readRanges(buffer, layout, memory, main);
    const binnings = ranges.map((range, record) =>
      binningOf(plan, names[record % names.length] ?? "", range),
    );
    const records = binnings.map((binning, i) => ({
      binning,
      scale: sumScale(ranges[i] ?? [0, 0], binning.shift, boost),
    }));
    fillScales(buffer, memory, records);
    return binnings;
  };
  return {
    plan,
    kernel,
    memory,
    buffer,
    async run(parameters, boost, { signal, onPaths }) {
      const { dt, steps, every } = plan;
      const scalarOf = scalarValues(layout.scan, { parameters, dt, steps, every });
      const start = platform.now();
      fillTables(buffer, layout, memory, scalarOf);
      fillPoissonTables(buffer, layout, memory, scalarOf);
      fillScales(
        buffer,
        memory,
        Array.from({ length: memory.records }, () => NEUTRAL),
      );
      const binnings = plan.summaries ? pilot(boost) : [];
      const middle = platform.now();
      for (const region of memory.threads) clearIrregularity(buffer, region);
      const irregular = (): number | undefined => firstIrregular(buffer, memory);
      const stop = new AbortController();
      const tiles = await runTiles({
        module,
        memory: linear,
        kernel: { run },
        maxThreads: memory.threads.length,
        openContext: (thread) => {
          const region = memory.threads[thread] ?? main;
          write(region, {});
          return region.context;
        },
        tiles: tilesOf(plan.paths),
        steps,
        slice,
        threads: Math.max(1, plan.threads),
        signal: signal ? AbortSignal.any([signal, stop.signal]) : stop.signal,
        onTiles: (done) => {
          onPaths(Math.min(plan.paths, done * TILE));
          if (irregular() !== undefined) stop.abort();
        },
      });
      return {
        tiles,
        binnings,
        pilotTime: middle - start,
        runTime: platform.now() - middle,
        irregularTile: irregular(),
      };
    },
    rerunTile(firstPath) {
      const paths = Math.min(TILE, plan.paths - firstPath);
      write(main, {
        paths,
        firstPath: plan.firstPath + firstPath,
        wantHistograms: false,
        wantTrajectories: false,
        samples: paths,
        sampleStride: 1,
      });
      runTile();
      const { dtype, series: logged } = layout;
      return floats(buffer, dtype, memory.samples, logged.length * paths * memory.times).slice();
    },
    hasNonFinite: ({ tiles, irregularTile }) =>
      irregularTile !== undefined &&
      anyNonFinite(buffer, memory, memory.threads.slice(0, tiles.threads)),
    close: () => giveBackMemory(linear, shared),
  };
}

const NEUTRAL = {
  binning: { bins: { low: 0, width: 1, count: 1 }, shift: 0 },
  scale: sumScale([-1, 1], 0, 200),
};

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

function binningOf({ bins, ranges }: Plan, name: string, range: Range): Binning {
  return binningFor(range, bins, ranges.get(name));
}

/** Steps of one call: some milliseconds' worth. */
function sliceOf({ attributes: { body } }: Node<"scan">, steps: number): number {
  const perStep = nodesOf(body).filter(({ shape }) => perPath(shape)).length * TILE;
  const wanted = Math.floor(CALL_WORK / perStep);
  return Math.min(steps, Math.max(1, Math.floor(wanted / SLICE_UNIT)) * SLICE_UNIT);
}

function firstIrregular(buffer: ArrayBufferLike, memory: KernelMemory): number | undefined {
  const noted = memory.threads
    .map((region) => readIrregularity(buffer, region))
    .filter(({ count }) => count > 0);
  return noted.length === 0 ? undefined : Math.min(...noted.map(({ tileFirst }) => tileFirst));
}
