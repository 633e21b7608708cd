import { platform } from "#platform";
import { TILE } from "../compile/context.ts";
import type { KernelExports, PartialTile } from "./thread.ts";
import { CONTROL, CONTROL_WORDS } from "./thread.ts";
import { giveBack, idleThreads, type PooledThread, takeThread } from "./thread-pool.ts";

/** Tiles to run, and how. */
export interface TileJob {
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  /** The kernel on the calling thread. */
  readonly kernel: KernelExports;
  /** Threads that may take part, the calling one included. */
  readonly maxThreads: number;
  /** Prepares the context of a thread, 0 being the calling one, and gives its address. */
  readonly openContext: (thread: number) => number;
  readonly tiles: number;
  readonly steps: number;
  /** Steps a call runs, so that a cancelled run ends soon whatever the number of steps. */
  readonly slice: number;
  /** Threads that take part from the start; more may join if the run turns out to be long. */
  readonly threads: number;
  readonly signal: AbortSignal | undefined;
  readonly onTiles: (tilesDone: number) => void;
}

/** What became of a job. */
export interface TileResult {
  readonly tilesBegun: number;
  /** Tiles left unfinished, if the job was cancelled. */
  readonly partial: readonly PartialTile[];
  /** Threads that took part. */
  readonly threads: number;
}

/** Milliseconds that the calling thread works before it lets its host handle messages. */
const TURN = 8;
/** Milliseconds left that make starting threads worth while, cold and warm. */
const WORTH_STARTING = 200;
const WORTH_WAKING = 4;

/** Runs all tiles, each once, in any order, on the calling thread and others. */
export async function runTiles(job: TileJob): Promise<TileResult> {
  const control = newControl(job);
  const helpers: Promise<PartialTile | undefined>[] = [];
  const start = platform.now();
  const recruit = (count: number): void => {
    for (let i = 0; i < count; i++) {
      const thread = helpers.length + 1 < job.maxThreads ? takeThread() : undefined;
      if (!thread) return;
      helpers.push(workOn(thread, job, control, job.openContext(helpers.length + 1)));
    }
  };
  recruit(job.threads - 1);
  const own = await workHere(job, control, (done) => {
    job.onTiles(Atomics.load(control, CONTROL.tilesDone));
    if (helpers.length > 0 || job.maxThreads < 2) return;
    const left = ((platform.now() - start) / done) * (job.tiles - done);
    const worth = idleThreads() > 0 ? WORTH_WAKING : WORTH_STARTING;
    if (left > worth) recruit(job.maxThreads - 1);
  });
  const others = await Promise.all(helpers);
  job.onTiles(Atomics.load(control, CONTROL.tilesDone));
  return {
    tilesBegun: Math.min(job.tiles, Atomics.load(control, CONTROL.nextTile)),
    partial: [own, ...others].filter((partial) => partial !== undefined),
    threads: helpers.length + 1,
  };
}

/** The words that threads share; an aborted signal is passed on through them. */
function newControl({ maxThreads, tiles, steps, signal }: TileJob): Int32Array {
  const bytes = CONTROL_WORDS * 4;
  const control = new Int32Array(
    maxThreads > 1 ? new SharedArrayBuffer(bytes) : new ArrayBuffer(bytes),
  );
  control[CONTROL.tiles] = tiles;
  control[CONTROL.steps] = steps;
  const cancel = (): void => void Atomics.store(control, CONTROL.cancelled, 1);
  if (signal?.aborted) cancel();
  else signal?.addEventListener("abort", cancel, { once: true });
  return control;
}

async function workOn(
  thread: PooledThread,
  { module, memory, slice }: TileJob,
  control: Int32Array,
  context: number,
): Promise<PartialTile | undefined> {
  thread.load(module, memory);
  const partial = await thread.work(control, context, slice);
  giveBack(thread);
  return partial;
}

/** The calling thread's share of the tiles, in turns between which the host can act. */
async function workHere(
  { kernel, openContext, steps, slice, tiles }: TileJob,
  control: Int32Array,
  afterTurn: (tilesDone: number) => void,
): Promise<PartialTile | undefined> {
  const context = openContext(0);
  let turnEnds = platform.now() + TURN;
  for (;;) {
    const tile = Atomics.add(control, CONTROL.nextTile, 1);
    if (tile >= tiles) return undefined;
    for (let step = 0; step < steps; step += slice) {
      if (Atomics.load(control, CONTROL.cancelled) !== 0) return { tile, steps: step };
      kernel.run(context, tile, step, Math.min(slice, steps - step));
      if (platform.now() < turnEnds) continue;
      afterTurn(Math.max(1, Atomics.load(control, CONTROL.tilesDone)));
      await platform.yieldToHost();
      turnEnds = platform.now() + TURN;
    }
    Atomics.add(control, CONTROL.tilesDone, 1);
  }
}

/** Tiles that a number of paths makes. */
export function tilesOf(paths: number): number {
  return Math.ceil(paths / TILE);
}
